"""The commands, one file each; no logic."""


def program() -> None:
    """`hustings`, of which even the loading ends without a traceback on Ctrl-C."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from hustings.cli.main import main

    main()
