"""Measures a job beside its floor: turn about with one client, then with eight at once."""

import statistics
import threading
from dataclasses import asdict, dataclass

from journal.bench.drive import Client
from journal.bench.jobs import Job

TOGETHER = 8  # clients at once; a quick run has two
WARMING = 6  # new connections, so that every worker has loaded its templates


@dataclass
class Row:
    """Milliseconds, bytes on the line, and the goal's verdict (None = no goal)."""

    name: str
    median: float
    p95: float
    median8: float = 0
    p95_8: float = 0
    statements: int = 0
    wire: int = 0
    floor: float = 0
    ratio: float = 0
    goal: str = ""
    ok: bool | None = None

    def as_json(self):
        return asdict(self)


class Bench:
    def __init__(self, server, facts, quick=False):
        self.server, self.facts, self.quick = server, facts, quick
        self.signed_in = {}

    def client(self, job: Job, place: int) -> Client:
        client = Client(self.server.port)
        client.state = {"place": place, "versions": self.facts.versions}
        if job.user:
            username = job.user(place)
            client.state["user"] = self.facts.users[username]
            if username not in self.signed_in:
                self.signed_in[username] = client.sign_in(username).cookies
            client.cookies = dict(self.signed_in[username])
        return client

    def measure(self, job: Job) -> Row:
        runs = 5 if self.quick else job.runs
        client = self.client(job, 0)
        for _ in range(4 if self.quick else WARMING):
            client.close()
            demand(job.send(client), job)
            demand(job.floor(client), job)
        ours, floors = [], []
        for _ in range(runs):
            ours.append(demand(job.send(client), job))
            floors.append(demand(job.floor(client), job))
        self.server.memory()
        many = self.together(job, 1 if self.quick else max(3, runs // 3))
        self.server.memory()
        took = [answer.seconds * 1000 for answer in ours]
        # Each pair ran in the same moment of the machine's mood; their ratios are steadier than the medians' ratio.
        ratio = statistics.median(a.seconds / b.seconds for a, b in zip(ours, floors, strict=True))
        row = Row(job.name, statistics.median(took), p95(took), statistics.median(many), p95(many))
        # What a request usually takes: caches of half a minute run out now and then, and are read again.
        row.statements = statistics.median_high(answer.statements for answer in ours)
        row.wire = int(statistics.median(answer.wire for answer in ours))
        row.floor = statistics.median(answer.seconds * 1000 for answer in floors)
        row.ratio = ratio
        row.goal = f"≤ {job.goal:g} ×" if job.goal else f"≤ {job.most:g} ms"
        row.ok = (not job.goal or ratio <= job.goal) and (not job.most or row.median <= job.most)
        row.ok = row.ok and row.statements <= 12
        return row

    def together(self, job: Job, each: int) -> list[float]:
        """Milliseconds of `each` requests of every one of eight clients that start at once."""
        clients = [self.client(job, place) for place in range(2 if self.quick else TOGETHER)]
        start, took, faults = threading.Barrier(len(clients)), [], []

        def work(client):
            try:
                demand(job.send(client), job)
                start.wait()
                took.extend([demand(job.send(client), job).seconds * 1000 for _ in range(each)])
            except Exception as fault:
                faults.append(fault)
                start.abort()

        threads = [threading.Thread(target=work, args=[client]) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise faults[0]
        return took


def demand(answer, job):
    if answer.status not in (200, 302):
        raise RuntimeError(f"{job.name}: the server answered {answer.status}: {answer.body[:300].decode()}")
    return answer


def p95(values):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1) + 0.4999))]
