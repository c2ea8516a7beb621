import heapq, bisect, queue
h = [5, 1, 4, 2, 3]; heapq.heapify(h); heapq.heappush(h, 0)
print([heapq.heappop(h) for _ in range(6)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, "banana", key=ord), list(heapq.merge([1, 4], [2, 3], reverse=False)), heapq.heappushpop([1, 2], 0), heapq.heapreplace([1, 2], 9))
a = [1, 3, 3, 5]; bisect.insort(a, 4); print(a, bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right([(1, "a"), (2, "b")], 1, key=lambda t: t[0]))
q = queue.Queue(2); q.put(1); q.put(2); print(q.full(), q.get(), q.qsize())
p = queue.PriorityQueue(); [p.put(x) for x in (3, 1, 2)]; print([p.get() for _ in range(3)], p.empty())
l = queue.LifoQueue(); l.put("a"); l.put("b"); print(l.get())
for f in (lambda: queue.Queue().get_nowait(), lambda: queue.Queue(1).put(1) or q.put_nowait(3) or q.put_nowait(4), lambda: heapq.heappop([]), lambda: q.get(timeout=-1)):
    try:
        f()
    except (queue.Empty, queue.Full, IndexError, ValueError) as error:
        print(type(error).__name__, error)
