"""The command line: parse arguments, call one service, print. A stable contract for scripts and screen-reader users."""
