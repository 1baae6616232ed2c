"""The explorer and the query page in a real browser: a journalist's way through, by mouse, by keyboard, on a phone, without scripts.

Needs Debian's chromium and chromium-driver (or others of these names on the PATH); axe-core is looked for in ``KG_AXE`` and in
``node_modules``. What is missing is told as the reason for skipping.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="kg serve needs the extra 'serve'")
pytest.importorskip("selenium", reason="selenium is not installed")
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from kg.explore import searchfiles
from kg.explore.source import Source
from tests.served import ROOT, SMALL, TEXTS, serving

Driver = webdriver.Chrome
ARTICLE, PERSON, MEETING = "/article/a1", "/person/ana-ruiz", "/meeting/talks.2024-03-04.ana-ruiz.tomas-beck"
LISTS = ("/", "/article", "/person", "/timeline", "/picture", "/search?q=ruiz")
PAGES = (ARTICLE, PERSON, "/country/xn", MEETING, "/issue/grain-exports", *LISTS)
FLAGS = "headless=new no-sandbox disable-gpu disable-dev-shm-usage disable-background-networking no-first-run force-prefers-reduced-motion"


@pytest.fixture(scope="module")
def browser() -> Iterator[Driver]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("no chromium with chromedriver on the PATH")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS.split():
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    made = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield made
    made.quit()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(str(SMALL), "--texts", str(TEXTS)) as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as large:
        large.setattr(searchfiles, "SHARD", 30)  # so that files are divided, as in a large archive
        Source(SMALL, TEXTS, scratch=folder).open().write_site(folder / "out")
    return (folder / "out").as_uri()


@pytest.fixture(autouse=True)
def quiet(browser: Driver) -> Iterator[None]:
    """A desktop window before each test; after it, no error on the console and no request to elsewhere."""
    size(browser, 1280, 900)
    yield
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert [entry["message"] for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []
    asked = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    urls = [m["params"]["request"]["url"] for m in asked if m["method"] == "Network.requestWillBeSent"]
    assert [u for u in urls if not u.startswith(("http://127.0.0.1:", "file://", "data:", "blob:", "chrome://"))] == []


def size(browser: Driver, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def one(browser: Driver, selector: str) -> WebElement:
    return WebDriverWait(browser, 10).until(lambda b: b.find_element(By.CSS_SELECTOR, selector))


def arrives(browser: Driver, heading: str) -> bool:
    """Whether the page with this heading comes; the old page may still be there for a moment."""
    waiting = WebDriverWait(browser, 10, ignored_exceptions=[NoSuchElementException, StaleElementReferenceException])
    return bool(waiting.until(lambda b: heading in b.find_element(By.TAG_NAME, "h1").text))


def test_from_a_highlight_to_its_triples_the_person_the_meeting_and_the_query(browser: Driver, address: str) -> None:
    browser.get(address + ARTICLE)
    piece = next(e for e in browser.find_elements(By.CSS_SELECTOR, ".text p span.said[data-cards]") if "must stay open" in e.text)
    piece.click()
    card = one(browser, ".card.lit")
    assert card.find_element(By.TAG_NAME, "details").get_attribute("open")
    assert "kg:speaker" in card.text
    assert "Ana Ruiz" in card.text
    assert "lit" in piece.get_attribute("class").split()
    card.find_element(By.LINK_TEXT, "Ana Ruiz").click()
    assert arrives(browser, "Ana Ruiz")
    one(browser, "#meetings .who-said a.meeting").click()
    assert arrives(browser, "Talks: Ana Ruiz and Tomas Beck")
    browser.find_element(By.LINK_TEXT, "Query").click()
    assert arrives(browser, "Ask in SPARQL")


def test_from_a_triple_to_its_sentence(browser: Driver, address: str) -> None:
    browser.get(address + ARTICLE)
    card = browser.find_elements(By.CSS_SELECTOR, ".card.statement")[-1]
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", card)
    card.find_element(By.TAG_NAME, "summary").click()
    said = card.find_element(By.TAG_NAME, "blockquote").text.strip("“”")
    for row in card.find_elements(By.CSS_SELECTOR, "tbody tr"):
        predicate, value = (cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td"))
        row.find_element(By.CSS_SELECTOR, ".to-text").click()
        lit = "".join(str(e.get_attribute("textContent")) for e in browser.find_elements(By.CSS_SELECTOR, ".text .lit"))
        if predicate in ("kg:contentSpan", "kg:cueSpan", "kg:sourceSpan"):
            assert lit == value.partition("“")[2].rstrip("”")
        else:
            assert said in lit


def test_from_a_statement_on_a_persons_page_to_its_place(browser: Driver, address: str) -> None:
    browser.get(address + PERSON)
    one(browser, "#statements a.source").click()
    assert one(browser, ".card.lit").get_attribute("id") in browser.current_url


def test_a_named_query_is_answered_in_a_table(browser: Driver, address: str) -> None:
    browser.get(address + "/query")
    one(browser, ".yasqe .CodeMirror")
    question = next(e for e in browser.find_elements(By.CSS_SELECTOR, ".questions summary") if e.text.startswith("Who met whom"))
    question.click()
    one(browser, ".questions details[open] button.open").click()
    table = WebDriverWait(browser, 10).until(lambda b: b.find_element(By.CSS_SELECTOR, ".yasr table.dataTable tbody tr td:nth-child(2)"))
    assert table.is_displayed()
    assert "Ana Ruiz, Tomas Beck" in one(browser, ".yasr").text


def test_a_named_query_takes_a_parameter_as_it_is_typed(browser: Driver, address: str) -> None:
    browser.get(address + "/query")
    one(browser, ".yasqe .CodeMirror")
    question = next(e for e in browser.find_elements(By.CSS_SELECTOR, ".questions summary") if e.text.startswith("What did a person (or"))
    question.click()
    one(browser, ".questions details[open] [data-param=speaker]").send_keys('ruiz" } #', Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda b: "No data" in b.find_element(By.CSS_SELECTOR, ".yasr").text)
    field = one(browser, ".questions details[open] [data-param=speaker]")
    field.clear()
    field.send_keys("ruiz", Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda b: "Ana Ruiz" in b.find_element(By.CSS_SELECTOR, ".yasr").text)
    assert "Tomas Beck" not in [e.text for e in browser.find_elements(By.CSS_SELECTOR, ".yasr tbody td:nth-child(1)")]
    ActionChains(browser).move_to_element(one(browser, ".yasr tbody a[href*='.statement.']")).perform()
    assert f"{address}/article/a" in one(browser, ".yasr tbody a[href*='#statement.']").get_attribute("href")


def test_a_needed_parameter_is_asked_for(browser: Driver, address: str) -> None:
    browser.get(address + "/query")
    one(browser, ".yasqe .CodeMirror")
    next(e for e in browser.find_elements(By.CSS_SELECTOR, ".questions summary") if e.text.startswith("Who says certain words")).click()
    one(browser, ".questions details[open] button.open").click()
    assert browser.switch_to.active_element.get_attribute("data-param") == "words"


def test_by_keyboard_alone(browser: Driver, address: str) -> None:
    browser.get(address + ARTICLE)
    keys = ActionChains(browser)
    keys.send_keys(Keys.TAB).perform()
    assert browser.switch_to.active_element.text == "Skip to the content"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "main"
    for _ in range(60):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if "note" in browser.switch_to.active_element.get_attribute("class").split():
            break
    number = browser.switch_to.active_element.text
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert one(browser, ".card.lit").get_attribute("data-card") == number
    ActionChains(browser).send_keys("/").perform()
    assert browser.switch_to.active_element.get_attribute("type") == "search"
    browser.switch_to.active_element.send_keys("beck", Keys.ENTER)
    assert arrives(browser, "Search")
    assert one(browser, "#results a").text == "Tomas Beck"


def test_without_scripts_everything_can_be_read(browser: Driver, address: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(address + ARTICLE)
    note = browser.find_elements(By.CSS_SELECTOR, ".note")[2]
    number = note.text
    note.click()
    card = browser.find_element(By.CSS_SELECTOR, ".card:target")
    assert card.find_element(By.CSS_SELECTOR, ".number").text == number
    card.find_element(By.TAG_NAME, "summary").click()
    assert "kg:evidence" in card.text
    browser.find_element(By.CSS_SELECTOR, "header input[type=search]").send_keys("grain", Keys.ENTER)
    assert one(browser, "#results a").text == "grain exports"


@pytest.mark.parametrize("page", [*PAGES, "/query"])
def test_a_phone_needs_no_scrolling_sideways(browser: Driver, address: str, page: str) -> None:
    size(browser, 360, 740)
    browser.get(address + page)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360


def test_the_picture_is_laid_out_inside_its_frame_and_leads_on(browser: Driver, address: str) -> None:
    browser.get(address + "/picture")
    frame = one(browser, ".net").rect
    dots = browser.find_elements(By.CSS_SELECTOR, ".net .dot circle")
    assert len(dots) > 2
    for dot in dots:
        assert frame["x"] <= dot.rect["x"] <= frame["x"] + frame["width"]
        assert frame["y"] <= dot.rect["y"] <= frame["y"] + frame["height"]
    name = browser.find_element(By.CSS_SELECTOR, ".net .dot text").text
    dots[0].click()
    assert arrives(browser, name)


@pytest.mark.parametrize("width", [1280, 360])
def test_names_in_the_picture_do_not_overlap(browser: Driver, address: str, width: int) -> None:
    size(browser, width, 900)
    browser.get(address + "/picture")
    names = [text.rect for text in browser.find_elements(By.CSS_SELECTOR, ".net .dot text")]
    assert len(names) > 2
    for one_name, other in combinations(names, 2):
        aside = one_name["x"] + one_name["width"] <= other["x"] or other["x"] + other["width"] <= one_name["x"]
        above = one_name["y"] + one_name["height"] <= other["y"] or other["y"] + other["height"] <= one_name["y"]
        assert aside or above, (one_name, other)


def test_the_site_opens_from_disk_and_finds(browser: Driver, site: str) -> None:
    browser.get(f"{site}/index.html")
    one(browser, ".lead input[type=search]").send_keys("ana ru", Keys.ENTER)
    assert arrives(browser, "Search")
    assert one(browser, "#results a").text == "Ana Ruiz"
    box = one(browser, ".lead input[type=search]")
    box.clear()
    box.send_keys("corridor of nothing")
    assert "Nothing has all these words" in one(browser, "#results .notice").text
    box.clear()
    box.send_keys("an")  # a beginning whose longer words are in files of their own
    WebDriverWait(browser, 10).until(lambda b: "type on" in one(b, "#results .notice").text)
    box.clear()
    box.send_keys("ruiz")
    WebDriverWait(browser, 10).until(lambda b: b.find_elements(By.LINK_TEXT, "Ana Ruiz"))
    browser.find_element(By.LINK_TEXT, "Ana Ruiz").click()
    assert arrives(browser, "Ana Ruiz")
    one(browser, "#statements a.source").click()
    assert one(browser, ".card.lit").is_displayed()


def axe() -> str:
    for place in (os.environ.get("KG_AXE", ""), ROOT / "node_modules" / "axe-core" / "axe.min.js"):
        if place and Path(place).is_file():
            return Path(place).read_text("utf-8")
    pytest.skip("axe-core is not here: npm install axe-core, or name axe.min.js in KG_AXE")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Driver, address: str, look: str) -> None:
    script = axe()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": look}]})
    faults = []
    for page in (*PAGES, "/query", "/nothing-here"):
        browser.get(address + page)
        browser.execute_script(script)
        # the editor is somebody else's work: what it draws is not judged here, the page around it is
        result = browser.execute_async_script("axe.run({exclude: ['#editor']}).then(arguments[0])")
        serious = [v for v in result["violations"] if v["impact"] in ("serious", "critical")]
        faults += [(page, v["id"], node["html"][:200]) for v in serious for node in v["nodes"][:3]]
    browser.get_log("browser")  # the page that is not there answers 404, which a browser logs
    assert faults == []
