"""Short ways to write a diagnostic."""

from bot.diagnostics import Diagnostic, Severity, Span


def error(code: str, span: Span, message: str, hint: str | None = None) -> Diagnostic:
    """A problem that keeps the content from being published."""
    return Diagnostic(code=code, span=span, message=message, hint=hint)


def warning(code: str, span: Span, message: str, hint: str | None = None) -> Diagnostic:
    """A problem that a person must look at."""
    return Diagnostic(code=code, span=span, message=message, hint=hint, severity=Severity.WARNING)
