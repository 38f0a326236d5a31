"""PostgreSQL and Redis from wheels for whoever set no addresses, and the processes of one instance.

Law of this room: whatever it starts dies with it. Every server is a supervised child of the command in
front, never a daemon; one claim on the instance's folder is inherited by all of them, so holding the claim
means that nothing of an earlier run is alive.

- `addresses`: where the servers of a folder are reached (pure; settings import it)
- `ports`: whether the web server's port is free (runs on its own, before anything is installed)
- `claims`: one run at a time per folder
- `clean`: the folder removed, unless a run has it (runs on its own as well)
- `accounts`: the unprivileged account that the servers get when root starts them
- `interruption`: Ctrl-C and its kin, held back where they would do harm
- `supervision`: children: start, watch, stop in order
- `postgres_server`, `redis_server`: one server each
- `services`: `embedded_services(root)`, both servers as a context manager
- `running`: `run_services(...)`, a whole instance in front until Ctrl-C
"""
