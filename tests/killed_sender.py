"""A sender that is killed at random moments: the program behind the test of the send ledger.

Given a file with the server, the ledger and the letters, it forks a sender again and again and kills each with SIGKILL
after a random time; at last one sender may finish.  It prints how many kills struck a sender at
work, and how many letters there were.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from toolkit.mail.send_ledger import SendLedger
from toolkit.mail.sending import Batch
from toolkit.model.letters import Contact, Letter, Login, MailServer, MailSettings


def letter(number: int) -> Letter:
    """Return the letter of a number; its content is its number."""
    contact = Contact(f"第{number}单位", f"收件人{number}", f"unit{number}@luzhai.example")
    return Letter(contact, f"第{number}封", f"第{number}封信。\n", (), topic="kills", content=str(number))


def send_all(task: dict, letters: int) -> None:
    """Send of so many letters what is not yet sent, as `zhaoshang send --really` does."""
    server = MailServer("127.0.0.1", task["port"], "tls", task["user"], Path(task["ca"]))
    settings = MailSettings(server, None, task["user"], timeout=10, per_minute=1e9, waits=())
    with SendLedger(Path(task["ledger"])) as ledger:
        batch = Batch(server, Login(task["user"], task["password"]), settings, ledger)
        batch.send([letter(number) for number in range(letters)], False, lambda *_: None)


def main(task: dict) -> None:
    """Kill so many senders, each with a few letters more to send, then let one finish."""
    chance = random.Random(task["seed"])
    struck, letters = 0, task["letters"]
    while struck < task["kills"]:
        letters += 2
        child = os.fork()
        if child == 0:
            send_all(task, letters)
            os._exit(0)
        time.sleep(chance.uniform(0.0, task["longest"]))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        struck += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    send_all(task, letters)
    sys.stdout.write(f"{struck} {letters}\n")


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
