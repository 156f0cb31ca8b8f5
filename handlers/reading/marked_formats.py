"""The words of an office file's paragraphs as they are printed: capitals that a format makes of small letters, too."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

_GONE = ("del", "moveFrom", "instrText", "delText", "rPh")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n"}
_HELD = ("p", "h", "r", "span")  # what may carry a format
_OFF = ("0", "false", "off", "none")


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def capital_styles(roots: Iterable[Element]) -> set[str]:
    """The names of the styles that print capitals, those that follow from such ones included."""
    found: set[str] = set()
    above: dict[str, str] = {}
    for element in (element for root in roots for element in root.iter() if local(element.tag) == "style"):
        named = {local(key): value for key, value in element.attrib.items()}
        name = named.get("styleId") or named.get("name", "")
        parent = next((_value(child) for child in element if local(child.tag) == "basedOn"), "")
        above[name] = parent or named.get("parent-style-name", "")
        if any(_prints_capitals(child) for child in element):
            found.add(name)
    for name in above:
        if found & _line_of(name, above):
            found.add(name)
    return found


def _line_of(name: str, above: dict[str, str]) -> set[str]:
    line: set[str] = set()
    while name and name not in line:
        line.add(name)
        name = above.get(name, "")
    return line


def _prints_capitals(properties: Element) -> bool:
    if any(_is_on(child) for child in properties if local(child.tag) in ("caps", "smallCaps")):
        return True
    said = {local(key): value for key, value in properties.attrib.items()}
    return said.get("text-transform") == "uppercase" or said.get("font-variant") == "small-caps"


def _value(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == "val"), "")


def _is_on(element: Element) -> bool:
    return _value(element).lower() not in _OFF


def said(paragraph: Element, styles: Collection[str]) -> str:
    """The words of a paragraph, its tabs and line breaks kept; deleted words are none."""
    out: list[str] = []
    stack: list[tuple[Any, bool]] = [(paragraph, False)]
    while stack:
        element, capitals = stack.pop()
        if isinstance(element, str):
            out.append(element.upper() if capitals else element)
            continue
        name = local(element.tag)
        if name in _GONE:
            continue
        capitals = _formatted(element, styles, capitals) if name in _HELD else capitals
        out += _BREAKS.get(name, "")
        stack += reversed([(held, capitals) for held in _held(element)])
    return "".join(out)


def _held(element: Element) -> Iterator[Element | str]:
    if element.text:
        yield element.text
    for child in element:
        if local(child.tag) != "txbxContent":  # its paragraphs are read by themselves
            yield child
        if child.tail:
            yield child.tail


def _formatted(element: Element, styles: Collection[str], before: bool) -> bool:
    """Whether what an element holds is printed in capitals."""
    style = next((value for key, value in element.attrib.items() if local(key) == "style-name"), "")
    capitals = before or style in styles
    for properties in (child for child in element if local(child.tag) in ("rPr", "pPr")):
        if properties.get("cap") in ("all", "small"):
            return True
        named = {local(child.tag): child for child in properties}
        capitals = capitals or any(_value(named[key]) in styles for key in ("rStyle", "pStyle") if key in named)
        own = [_is_on(named[key]) for key in ("caps", "smallCaps") if key in named]
        capitals = any(own) if own else capitals
    return capitals
