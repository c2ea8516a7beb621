import threading
results = []
lock = threading.Lock()
def work(n):
    with lock: results.append(n * n)
threads = [threading.Thread(target=print, name="x")]
print(threading.current_thread().name, threading.main_thread() is threading.current_thread(), threading.active_count(), lock.locked(), lock.acquire(blocking=False), lock.acquire(blocking=False), lock.release(), threads[0].name, threads[0].is_alive(), threads[0].daemon)
r = threading.RLock(); r.acquire(); r.acquire(); r.release(); r.release()
try: r.release()
except RuntimeError as error: print(error)
try: lock.release()
except RuntimeError as error: print(error)
e = threading.Event(); print(e.is_set(), e.wait(0), e.set(), e.wait(), threading.Semaphore(1).acquire(), repr(threading.Barrier(1).parties))
l = threading.local(); l.x = 1; print(l.x, hasattr(l, "y")); c = threading.Condition(); 
with c: print(c.wait(0.001)); c.notify_all()
