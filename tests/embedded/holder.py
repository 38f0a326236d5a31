"""This will hold the embedded services of the root named on the command line until it is stopped."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from mobilize.embedded.interruption import interruptible
from mobilize.embedded.services import embedded_services

if __name__ == "__main__":
    try:
        with interruptible(), embedded_services(Path(sys.argv[1]), durable=False, given={}) as urls:
            print(f"ready {urls.database} {urls.redis}", flush=True)
            time.sleep(600)
    except KeyboardInterrupt:
        print("stopped", flush=True)
