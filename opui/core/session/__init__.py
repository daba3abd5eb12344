"""One guest's life in frames: the queue of events, the timers, the routing of keys; nothing here waits or draws."""
