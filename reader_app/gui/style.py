"""Dresses the application in a theme: one palette, one style sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from reader_app.gui import fonts
from reader_app.gui.standard_words import StandardWords
from reader_app.gui.theme import DARK, LIGHT, THEMES, Theme
from reader_app.resources import resource

_SHEET = """
QWidget {{ color: {text}; placeholder-text-color: {muted}; }}
QMainWindow, QDialog, #articlePane {{ background: {window}; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 4px 6px; }}
#topBar {{ background: {window}; border: none; border-bottom: 1px solid {line}; min-height: 52px; max-height: 52px; }}
#projectName {{ font-weight: 700; }}
#deskTabs::tab {{
    padding: 0 16px; min-height: 52px; color: {muted}; font-weight: 600; border: none;
    background: transparent;
}}
#deskTabs::tab:selected {{ background: {accent_soft}; color: {accent}; border-radius: 0; }}
#deskTabs::tab:focus {{ text-decoration: underline; }}
#saveState {{ color: {accent}; }}
#saveState[tone="error"] {{ color: {danger}; }}
#keyBar {{ background: {window}; border: none; border-top: 1px solid {line}; }}
#findBar {{ background: {window}; border-bottom: 1px solid {line}; }}
#articleHeader {{ background: {window}; border-bottom: 1px solid {line}; }}
#guide {{ background: {window}; border: none; }}
#guidePages {{
    background: transparent; border: none; selection-background-color: {selection}; selection-color: {text};
}}
#tour {{ background: {accent_soft}; border: none; border-top: 1px solid {line}; }}
#checkList, #sameWords {{ background: {window}; border: none; border-top: 1px solid {line}; }}
#checkList:focus {{ border-top: 2px solid {focus}; }}
#doneBar {{ background: {window}; border-top: 1px solid {line}; }}
#messageBar {{ background: {accent_soft}; border: none; border-top: 1px solid {line}; }}
#messageBar[tone="error"] QLabel {{ color: {danger}; font-weight: 600; }}
QTextEdit#reader {{
    background: {reader}; border: none; selection-background-color: {selected}; selection-color: {text};
}}
QSplitter::handle {{ background: {line}; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="strong"] {{ font-weight: 700; }}
QLabel[role="title"] {{ font-size: 15pt; font-weight: 700; }}
QLabel[role="heading"] {{ font-weight: 700; color: {accent}; padding-top: 10px; }}
QLabel[role="error"] {{ color: {danger}; }}
QLabel[role="key"] {{
    color: {text}; background: {window}; border: 1px solid {line}; border-radius: 4px; padding: 1px 6px;
    font-weight: 600;
}}
QFrame[role="popup"] {{ background: {surface}; border: 1px solid {scroll}; border-radius: 10px; }}
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{
    background: {surface}; border: 1px solid {line}; border-radius: 7px; padding: 6px 9px;
    selection-background-color: {selection}; selection-color: {text};
}}
QPlainTextEdit {{ padding: 3px 5px; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {focus}; padding: 5px 8px;
}}
QPlainTextEdit:focus {{ padding: 2px 4px; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow {{ image: url("{icons}/down-{shade}.png"); width: 10px; height: 6px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; width: 20px; border: none; background: transparent;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow {{ image: url("{icons}/up-{shade}.png"); width: 10px; height: 6px; }}
QAbstractSpinBox::down-arrow {{ image: url("{icons}/down-{shade}.png"); width: 10px; height: 6px; }}
QComboBox QAbstractItemView {{
    background: {surface}; border: 1px solid {line}; selection-background-color: {accent_soft};
    selection-color: {text};
}}
QPushButton {{
    background: {surface}; border: 1px solid {line}; border-radius: 7px; padding: 6px 16px;
    font-weight: 600;
}}
QPushButton:hover {{ border-color: {muted}; }}
QPushButton:focus {{ border: 2px solid {focus}; padding: 5px 15px; }}
QPushButton:disabled {{ color: {muted}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[role="primary"]:disabled {{ background: {line}; color: {muted}; border-color: {line}; }}
QPushButton[role="primary"]:focus {{ border: 4px double {on_accent}; padding: 3px 13px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 2px 6px; background: transparent; }}
QToolButton:hover {{ background: {accent_soft}; }}
QToolButton:focus {{ border-color: {focus}; }}
QToolButton:disabled {{ color: {muted}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[role="chip"] {{ color: {muted}; border-radius: 11px; padding: 3px 10px; }}
QToolButton[role="chip"]:checked {{ background: {accent_soft}; color: {accent}; font-weight: 600; }}
QToolButton[role="pill"] {{ color: {muted}; border-radius: 9px; padding: 2px 5px; }}
QToolButton[role="pill"]:checked {{ background: {accent_soft}; color: {accent}; font-weight: 600; }}
QToolButton[role="choice"] {{ color: {muted}; padding: 1px 5px; }}
QToolButton[role="choice"]:checked {{ color: {accent}; font-weight: 700; }}
QToolButton[role="choice"][computed="true"] {{ font-style: italic; }}
QToolButton[role="choice"][opens="true"] {{ padding-right: 17px; }}
QToolButton[role="choice"]::menu-indicator {{
    image: url("{icons}/down-{shade}.png"); width: 10px; height: 6px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 4px;
}}
QToolButton[role="step"] {{ border: 1px solid {line}; font-weight: 700; min-width: 18px; padding: 2px 6px; }}
QToolButton[role="step"]:focus {{ border-color: {focus}; }}
QToolButton[role="key"] {{ color: {muted}; font-weight: 700; padding: 1px 5px; }}
QToolButton[role="link"] {{ color: {accent}; font-weight: 600; }}
QToolButton[role="person"] {{ color: {person}; font-weight: 700; }}
QToolButton[role="danger"] {{ color: {danger}; }}
QToolButton[role="search"] {{
    background: {surface}; border: 1px solid {line}; border-radius: 8px; padding: 7px 10px; color: {muted};
    text-align: left; max-height: 20px;
}}
QToolButton[role="search"]:focus {{ border-color: {focus}; }}
QToolButton[role="ghost"] {{ border: 1px solid {line}; border-radius: 8px; padding: 6px 12px; }}
QToolButton[role="ghost"]:focus {{ border: 1px solid {focus}; }}
QTabBar {{ background: transparent; border: none; }}
QTabBar::tab {{ padding: 4px 8px; color: {muted}; background: transparent; border: 2px solid transparent; }}
#panelTabs::tab {{ padding: 4px 2px; }}
QTabBar::tab:selected {{ color: {quote}; font-weight: 600; border-bottom-color: {quote}; }}
QTabBar::tab:focus {{ border-color: {focus}; border-radius: 6px; }}
QTableView, QListView, QScrollArea, QScrollArea > QWidget > QWidget {{
    background: transparent; border: none; outline: none;
}}
QTableView::item:selected, QListView::item:selected {{ background: transparent; color: {text}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; border: none; }}
QScrollBar::handle:vertical {{ background: {scroll}; border-radius: 4px; min-height: 36px; margin: 2px; }}
QScrollBar::handle:vertical:hover {{ background: {muted}; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; border: none; }}
QScrollBar::handle:horizontal {{ background: {scroll}; border-radius: 4px; min-width: 36px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; width: 0; height: 0;
}}
QMenu {{ background: {surface}; border: 1px solid {scroll}; border-radius: 8px; padding: 5px; }}
QMenu::item {{ padding: 6px 26px 6px 22px; border-radius: 5px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 5px 8px; }}
QProgressBar {{ background: {line}; border: none; border-radius: 2px; min-height: 5px; max-height: 5px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QCheckBox {{ spacing: 6px; border: 1px solid transparent; border-radius: 5px; padding-right: 1px; }}
QCheckBox:focus {{ border-color: {focus}; }}
QCheckBox:disabled {{ color: {muted}; }}
QCheckBox::indicator {{
    width: 13px; height: 13px; border: 1px solid {muted}; border-radius: 4px; background: {surface};
}}
QCheckBox::indicator:hover {{ border-color: {accent}; }}
QCheckBox::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url("{icons}/check-{shade}.png");
}}
QCheckBox::indicator:disabled {{ border-color: {line}; background: {line}; }}
"""


def theme_for(name: str) -> Theme:
    """Return the theme `name` ("light", "sepia", "dark"), or that of the system for ""."""
    if name:
        return next((theme for theme in THEMES if theme.name == name), LIGHT)
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def dress(app: QApplication, theme: Theme) -> None:
    """Give `app` the faces, the palette and the style sheet of `theme`."""
    if app.property("theme") == theme.name:
        return
    if app.property("theme") is None:
        fonts.load()
        if not app.property("fusion"):  # one that was made with it has it already
            app.setStyle("Fusion")
        app.setFont(fonts.interface_font())
        app.installTranslator(StandardWords(app))
    app.setProperty("theme", theme.name)
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of `theme`."""
    tokens = {name: getattr(theme, name) for name in Theme.__dataclass_fields__}
    clear = theme.selected
    selected = f"rgba({clear.red()}, {clear.green()}, {clear.blue()}, {clear.alpha()})"
    return _SHEET.format(
        **tokens,
        selected=selected,
        person=theme.ink("#2458c7").name(),
        scroll="#5a6068" if theme.dark else "#b9ab8d" if theme.name == "sepia" else "#c4c0b6",
        icons=resource("icons").as_posix(),
        shade="dark" if theme.dark else "light",
    )


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, color in (
        (roles.Window, theme.window), (roles.Base, theme.surface), (roles.AlternateBase, theme.window),
        (roles.Button, theme.surface), (roles.WindowText, theme.text), (roles.Text, theme.text),
        (roles.ButtonText, theme.text), (roles.PlaceholderText, theme.muted), (roles.ToolTipBase, theme.surface),
        (roles.ToolTipText, theme.text), (roles.Highlight, theme.accent), (roles.HighlightedText, theme.on_accent),
        (roles.Link, theme.accent), (roles.Accent, theme.accent), (roles.Mid, theme.line), (roles.Dark, theme.line),
    ):  # fmt: skip
        palette.setColor(role, QColor(color))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette
