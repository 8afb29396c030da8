"""Timetable files as FET, aSc and Untis write them, for the small school of the cast."""

DAYS = ["Дүйшөмбү", "Шейшемби", "Шаршемби", "Бейшемби", "Жума"]

ASC_2012 = """<?xml version="1.0" encoding="{encoding}"?>
<timetable ascttversion="2021.6.2" importtype="database" options="idprefix:%CHRID,groupstype1,decimalseparatordot">
 <periods columns="period,name,short,starttime,endtime">
  <period name="1" short="1" period="1" starttime="8:00" endtime="8:45"/>
  <period name="2" short="2" period="2" starttime="9:00" endtime="9:45"/>
  <period name="3" short="3" period="3" starttime="10:00" endtime="10:45"/>
 </periods>
 <daysdefs columns="id,days,name,short">
  <daysdef id="D0" name="Любой день" short="X" days="10000,01000,00100,00010,00001"/>
  <daysdef id="D1" name="Понедельник" short="Пн" days="10000"/>
  <daysdef id="D2" name="Вторник" short="Вт" days="01000"/>
  <daysdef id="D3" name="Среда" short="Ср" days="00100"/>
  <daysdef id="D4" name="Четверг" short="Чт" days="00010"/>
  <daysdef id="D5" name="Пятница" short="Пт" days="00001"/>
 </daysdefs>
 <weeksdefs columns="id,weeks,name,short">
  <weeksdef id="W0" weeks="11"/><weeksdef id="W1" weeks="10"/><weeksdef id="W2" weeks="01"/>
 </weeksdefs>
 <termsdefs columns="id,terms"><termsdef id="T" terms="1"/></termsdefs>
 <subjects columns="id,name,short">
  <subject id="S1" name="Алгебра" short="Алг"/><subject id="S2" name="Физика" short="Физ"/>
  <subject id="S3" name="Дежурство" short="Деж"/>
 </subjects>
 <teachers columns="id,firstname,lastname,name,short,gender,color,email,mobile,partner_id">
  <teacher id="A1" name="Абдыракманова Чолпонай" short="Аб"/><teacher id="A2" name="Токтосунова А." short="Ток"/>
  <teacher id="A3" name="Мырза М" short="ММ"/>
 </teachers>
 <classrooms columns="id,name,short"><classroom id="R1" name="12" short="12"/></classrooms>
 <classes columns="id,name,short,classroomids,teacherid,grade,partner_id">
  <class id="C1" name="8A" short="8A"/><class id="C2" name="8 &quot;Б&quot;" short="8Б"/>
 </classes>
 <groups columns="id,classid,name,entireclass,divisiontag,studentcount">
  <group id="G1" classid="C1" name="Весь класс" entireclass="1" divisiontag="0"/>
  <group id="G2" classid="C2" name="Весь класс" entireclass="1" divisiontag="0"/>
 </groups>
 <lessons columns="id,subjectid,classids,groupids,teacherids,classroomids,periodspercard,periodsperweek,daysdefid">
  <lesson id="L1" classids="C1" subjectid="S1" periodspercard="2" periodsperweek="3.0" teacherids="A1" classroomids="R1"
   groupids="G1" termsdefid="T" weeksdefid="W0" daysdefid="D0"/>
  <lesson id="L2" classids="C1" subjectid="S2" periodspercard="1" periodsperweek="0.5" teacherids="A2" classroomids=""
   groupids="G1" termsdefid="T" weeksdefid="W1" daysdefid="D0"/>
  <lesson id="L3" classids="C1" subjectid="S2" periodspercard="1" periodsperweek="0.5" teacherids="A2" classroomids=""
   groupids="G1" termsdefid="T" weeksdefid="W2" daysdefid="D0"/>
  <lesson id="L4" classids="C2" subjectid="S1" periodspercard="1" periodsperweek="1.0" teacherids="A3" classroomids=""
   groupids="G2" termsdefid="T" weeksdefid="W0" daysdefid="D0"/>
 </lessons>
 <cards columns="lessonid,period,days,weeks,terms,classroomids">
  <card lessonid="L1" classroomids="R1" period="1" weeks="11" terms="1" days="10000"/>
  <card lessonid="L2" classroomids="" period="3" weeks="10" terms="1" days="01000"/>
  <card lessonid="L3" classroomids="" period="3" weeks="01" terms="1" days="01000"/>
  <card lessonid="L4" classroomids="R9" period="2" weeks="11" terms="1" days="00001"/>
  <card lessonid="L4" classroomids="R9" period="2" weeks="11" terms="1" days="00001"/>
  <card lessonid="LX" classroomids="" period="2" weeks="11" terms="1" days="00001"/>
 </cards>
</timetable>
"""

ASC_OLD = """<timetable importtype="database" options="idprefix:XML,groupstype1,decimalseparatordot" defaultexport="1">
 <days columns="day,name,short">
  <day name="Понедельник" short="Пн" day="0"/><day name="Вторник" short="Вт" day="1"/>
  <day name="Среда" short="Ср" day="2"/>
 </days>
 <periods columns="period,starttime,endtime"><period period="1" starttime="8:00" endtime="8:45"/></periods>
 <teachers columns="id,name,short,gender,color"><teacher id="*1" name="Абдыракманова Ч." short="А"/></teachers>
 <classes columns="id,name,short,classroomids,teacherid"><class id="*1" name=" 8-А" short=" 8-А"/></classes>
 <subjects columns="id,name,short"><subject id="*1" name="Алгебра " short="Алг"/></subjects>
 <classrooms columns="id,name,short"><classroom id="*1" name="12" short="12"/></classrooms>
 <groups columns="id,classid,name,entireclass,divisiontag">
  <group id="*1" name="Весь класс" classid="*1" entireclass="1" divisiontag="0"/>
  <group id="*2" name="1 группа" classid="*1" entireclass="0" divisiontag="1"/>
 </groups>
 <lessons columns="id,subjectid,classids,groupids,studentids,teacherids,classroomids,periodspercard,weeks">
  <lesson id="*1" classids="*1" subjectid="*1" periodspercard="1" periodsperweek="3.0" teacherids="*1" classroomids="*1"
   groupids="*1" weeks="1"/>
  <lesson id="*2" classids="*1" subjectid="*1" periodspercard="1" periodsperweek="1.0" teacherids="*1" classroomids=""
   groupids="*2" weeks="1"/>
 </lessons>
 <cards columns="lessonid,day,period,classroomids">
  <card lessonid="*1" classroomids="*1" day="0" period="1"/><card lessonid="*1" classroomids="*1" day="2" period="2"/>
  <card lessonid="*2" classroomids="" day="1" period="9"/>
 </cards>
</timetable>
"""

UNTIS = """1,"8A","Абд","Алг","12",1,1,,
1,"8A","Абд","Алг","12",3,2,,
2,"8A","Ток","Физ","",2,1,,
2,"8Б","Ток","Физ","",2,1,,
3,"8Б","Кад","Алг","14",9,1,,
4,"8Б","Кад"
"""


def fet(*, activities=None, times=None, mode="", days=DAYS, hours=range(1, 7), head='<?xml version="1.0"?>\n'):
    """`activities`: (id, subject, teachers, students, duration); `times`: {id: (day, hour, room)}."""
    activities = [(1, "Алгебра", ["Абдыракманова Чолпонай"], ["8-А"], 2)] if activities is None else activities
    named = lambda tag, names: "".join(f"<{tag}><Name>{name}</Name></{tag}>" for name in names)  # noqa: E731
    made = "".join(
        "<Activity>"
        + "".join(f"<Teacher>{name}</Teacher>" for name in teachers)
        + f"<Subject>{subject}</Subject>"
        + "".join(f"<Students>{name}</Students>" for name in students)
        + f"<Duration>{length}</Duration><Total_Duration>{length}</Total_Duration><Id>{key}</Id><Active>true</Active>"
        "</Activity>\n"
        for key, subject, teachers, students, length in activities
    )
    times = {1: ("Дүйшөмбү", "1", "12")} if times is None else times
    at = "".join(
        "<ConstraintActivityPreferredStartingTime><Weight_Percentage>100</Weight_Percentage>"
        f"<Activity_Id>{key}</Activity_Id><Preferred_Day>{day}</Preferred_Day><Preferred_Hour>{hour}</Preferred_Hour>"
        "<Permanently_Locked>false</Permanently_Locked><Active>true</Active></ConstraintActivityPreferredStartingTime>\n"
        for key, (day, hour, _room) in times.items()
    )
    rooms = "".join(
        "<ConstraintActivityPreferredRoom><Weight_Percentage>100</Weight_Percentage>"
        f"<Activity_Id>{key}</Activity_Id><Room>{room}</Room><Active>true</Active></ConstraintActivityPreferredRoom>\n"
        for key, (_day, _hour, room) in times.items()
        if room
    )
    return (
        f'{head}<fet version="6.8.5"><Mode>{mode}</Mode>\n'
        f"<Days_List><Number_of_Days>{len(days)}</Number_of_Days>{named('Day', days)}</Days_List>\n"
        f"<Hours_List><Number_of_Hours>{len(hours)}</Number_of_Hours>{named('Hour', hours)}</Hours_List>\n"
        "<Students_List><Year><Name>8</Name><Group><Name>8-А</Name><Subgroup><Name>8-А 1</Name></Subgroup></Group>"
        "<Group><Name>8-Б</Name></Group></Year></Students_List>\n"
        f"<Activities_List>\n{made}</Activities_List>\n"
        f"<Time_Constraints_List>{at}</Time_Constraints_List><Space_Constraints_List>{rooms}</Space_Constraints_List></fet>"
    ).encode()
