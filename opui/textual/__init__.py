"""The Textual side: an `OpuiView` that any Textual app can mount, and the app around it that the CLI runs.

from opui.source import load_app
from opui.textual.view.view import OpuiView

todo = load_app(Path("examples/todo"))
yield OpuiView(todo.module, limits=todo.limits)
"""
