import subprocess, sys, time, http.client
from tests.processes import *
def test_b(process_env, tmp_path):
    log=tmp_path/"l"; port=free_port()
    with running(["-m","granian","--interface","wsgi","mobilize.wsgi:application","--workers","1","--host","127.0.0.1","--port",str(port)], env=process_env, log=log) as p:
        for i in range(20):
            time.sleep(1)
            try:
                c=http.client.HTTPConnection("127.0.0.1",port,timeout=5); c.request("GET","/health/ready/"); r=c.getresponse(); print(i, r.status, r.read(600)); 
                if r.status==200: break
            except OSError as e: print(i, e)
        print(log.read_text())
