"""`python -m bot` is `wegwijzer`."""

from bot.cli import main

if __name__ == "__main__":
    main()
