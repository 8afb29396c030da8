"""The teaching load as a file of FET, and its timetable back: the engine is the program `fet-cl`, beside this one."""
