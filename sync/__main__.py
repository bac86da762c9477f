"""`python -m sync` is the command `oneonone`."""

from sync.cli import entry

if __name__ == "__main__":
    entry()
