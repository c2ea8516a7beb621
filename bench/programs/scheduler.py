"""A little operating system: classes, method calls, linked lists of packets."""


class Packet:
    __slots__ = ("next", "owner", "kind", "value")

    def __init__(self, owner, kind, value):
        self.next = None
        self.owner = owner
        self.kind = kind
        self.value = value


class Task:
    def __init__(self, system, number, priority):
        self.system = system
        self.number = number
        self.priority = priority
        self.queue = None
        self.waiting = False
        self.runs = 0

    def put(self, packet):
        packet.next = None
        if self.queue is None:
            self.queue = packet
        else:
            last = self.queue
            while last.next is not None:
                last = last.next
            last.next = packet
        self.waiting = False

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.next
        return packet

    def step(self):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, system, number, count):
        super().__init__(system, number, 0)
        self.count = count
        self.state = 1

    def step(self):
        self.count -= 1
        if self.count == 0:
            return False
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        target = self.system.tasks[1 + (self.state >> 16) % (len(self.system.tasks) - 1)]
        target.put(Packet(self.number, "work", self.state & 255))
        return True


class Worker(Task):
    def step(self):
        packet = self.take()
        if packet is None:
            self.waiting = True
            return True
        self.runs += 1
        if packet.kind == "work":
            packet.value = (packet.value * 7 + self.number) & 1023
            packet.kind = "done"
            self.system.device.put(packet)
        return True


class Device(Task):
    total = 0

    def step(self):
        packet = self.take()
        if packet is None:
            self.waiting = True
        else:
            self.total += packet.value
        return True


class System:
    def __init__(self, count):
        self.tasks = [Idle(self, 0, count)]
        for i in range(1, 5):
            self.tasks.append(Worker(self, i, i))
        self.device = Device(self, 9, 9)
        self.all = self.tasks + [self.device]

    def run(self):
        while True:
            for task in self.all:
                if task.waiting and task.queue is None:
                    continue
                if not task.step():
                    return self.device.total


def run(scale):
    return System(scale).run()


SCALE = 35000
