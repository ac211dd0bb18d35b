#!/usr/bin/env python3
"""click.py PROOF ISSUE: opens the page of an issue that has an outdated unit in each language and an article that is too long in
French, and uses it: by clicks, by keys, from right to left. What the page must say is worked out from the Markdown. Speaks TAP."""
import os
import re
import sys
import time

from browser import ELEMENT, Browser

PROOF, ISSUE = sys.argv[1:3]
good = True


def say(passed, what, why=""):
    global good
    good = good and bool(passed)
    print(f"{'ok' if passed else 'not ok'} - {what}", flush=True)
    if not passed and why:
        print(f"#   {why}")


def paragraphs(language, article):
    """(line, text) of the plain paragraphs of an article: the same place in the list is the same paragraph in every language."""
    path = os.path.join(ISSUE, language, article + ".md")
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    found = [(number, line) for number, line in enumerate(lines, 1) if re.match(r"[^\W\d_]", line) and lines[number - 2] == ""
             and (number == len(lines) or lines[number] == "")]
    return [(f"{path}:{number}:1", line) for number, line in found]


def beginning(text):
    return re.split(r"[*_\[`{<]", text)[0][:20]


def detail(browser):
    return browser.run("""const of = (s) => { const n = document.querySelector('#detail ' + s); return n && n.textContent; };
        return { own: of('.own code'), text: of('.own p'), origin: of('.origin code'), source: of('.origin p'), tag: of('.own .tag') };""")


def region(browser, language, text):
    return browser.run("""return [...document.querySelectorAll(`.sheet[lang="${arguments[0]}"] .r`)]
        .find((n) => n.getAttribute('aria-label').startsWith(arguments[1]));""", language, text)


def focused(browser):
    return browser.run("""const n = document.activeElement, s = n.closest('.sheet');
        return { language: s && s.lang, unit: n.dataset.u, at: n.dataset.at, name: n.localName, label: n.textContent.trim(),
                 ring: getComputedStyle(n.querySelector('rect') || n).strokeWidth };""")


def check_clicks(browser):
    english = paragraphs("en", "editorial")
    for language in ("en", "fr", "ar", "zh-Hans"):
        for index in (0, 1):
            place, text = paragraphs(language, "editorial")[index]
            node = region(browser, language, beginning(text))
            if not node:
                say(False, f"{language}: paragraph {index + 1} is on the page", text)
                continue
            browser.run("arguments[0].scrollIntoView({ block: 'center', inline: 'center' });", node)
            browser.click(node)
            said = detail(browser)
            say(said["own"] == place and said["text"].startswith(beginning(text)), f"{language}: a click tells {place}", said)
            if language != "en":
                say(said["origin"] == english[index][0] and said["source"].startswith(beginning(english[index][1])),
                    f"{language}: beside it stands {english[index][0]}", said)


def check_keys(browser):
    place, text = paragraphs("en", "editorial")[0]
    browser.click(region(browser, "en", beginning(text)))
    start = focused(browser)
    browser.press("Right")
    right = focused(browser)
    say(right["language"] == "fr" and right["unit"] == start["unit"], "the right arrow goes to the same paragraph in the next language", right)
    say(right["ring"] == "3px", "what has the focus can be seen", right)
    say(detail(browser)["own"] == right["at"], "... and is shown")
    browser.press("Down")
    down = focused(browser)
    say(down["language"] == "fr" and down["at"] == paragraphs("fr", "editorial")[1][0], "the down arrow goes on in the language", down)
    browser.press("Right", "Left", "Left", "Up")
    say(focused(browser)["at"] == place, "and back again", focused(browser))
    browser.press("Enter")
    say(focused(browser)["label"].startswith("Cop"), "Enter goes to the details", focused(browser))
    browser.press("Escape")
    say(focused(browser)["at"] == place, "Escape goes back", focused(browser))
    where = "return document.getElementById('where').textContent;"
    tops = "return [...document.querySelectorAll('section.row')].map((r) => [...new Set([...r.children].map((s) => Math.round(s.getBoundingClientRect().top)))]);"
    browser.press("Home")
    browser.press("PageDown", "PageDown")
    say(browser.run(where).startswith("Page 3 "), "page keys turn the pages", browser.run(where))
    say(all(len(set(row)) == 1 for row in browser.run(tops)), "all languages turn together", browser.run(tops))
    browser.press("PageUp")
    say(browser.run(where).startswith("Page 2 "), "and back", browser.run(where))
    browser.run("document.getElementById('larger').focus();")
    steps = 0
    while focused(browser)["name"] != "g" and steps < 20:
        browser.press("Tab")
        steps += 1
    say(steps < 20, "Tab leads to the pages", focused(browser))


def check_states(browser):
    outdated = browser.run("""return [...document.querySelectorAll('.r.outdated')].map((n) => [n.closest('.sheet').lang, n.dataset.u, n.dataset.at]);""")
    languages = browser.run("return [...document.querySelectorAll('#shown input')].length;") - 1
    say(len({l for l, _, _ in outdated}) == languages and len({u for _, u, _ in outdated}) == 1,
        "the changed paragraph is outdated in every language, and no other", outdated)
    fills = browser.run("""const fill = (s) => { const n = document.querySelector(s); return n && getComputedStyle(n).fill; };
        return [fill('.r.outdated rect'), fill('.r.overset rect'), fill('.r.translated:not(.overset):not(.same) rect')];""")
    say(None not in fills and len(set(fills)) == 3, "outdated and overset text is coloured", fills)
    over = browser.run("return [...new Set([...document.querySelectorAll('.r.overset')].map((n) => n.closest('.sheet').lang))];")
    say("fr" in over and "en" not in over, "overset is what hangs over, in French", over)
    node = browser.run("return document.querySelector('.sheet[lang=fr] .r.outdated');")
    browser.run("arguments[0].scrollIntoView({ block: 'center', inline: 'center' });", node)
    browser.click(node)
    say(detail(browser)["tag"] == "outdated", "the details say so too", detail(browser))


def check_messages(browser):
    browser.run("const c = document.querySelector('#kinds [value=note]'); if (!c.checked) c.click();")
    marks = browser.run("""return [...document.querySelectorAll('.m')].map((m) => {
        const b = m.querySelector('.bar').getBoundingClientRect(), row = [...document.querySelectorAll('#messages [data-m]')].find((n) => n.dataset.m === m.dataset.m);
        const in_ = (n) => { const r = n.getBoundingClientRect(); return b.left < r.right && b.right > r.left && b.bottom > r.top && b.top < r.bottom; };
        const under = [...m.closest('.sheet').querySelectorAll('.r')].filter(in_).map((n) => n.dataset.at);
        return [m.dataset.m, row && row.querySelector('code').textContent, under];
    });""")
    say(marks and all(place for _, place, _ in marks), "every mark on a page has its message in the list", marks)
    missed = [(place, under) for _, place, under in marks
              if place.rsplit(":", 1)[0] not in {at.rsplit(":", 1)[0] for at in under} and place.endswith(".md")]
    say(not missed, "a mark lies on the text of the line that its message names", missed)
    error = browser.run("return document.querySelector('#messages section .error [data-m]');")
    browser.click(error)
    state = browser.run("""const m = document.querySelector('.m.current'), r = m && m.getBoundingClientRect(), v = document.getElementById('pages').getBoundingClientRect();
        return [m && m.classList.contains('error'), r && r.top >= v.top && r.bottom <= v.bottom, arguments[0].getAttribute('aria-current')];""", error)
    say(state == [True, True, "true"], "a click on a message shows its mark", state)
    first = browser.run("return document.querySelector('.m.current').dataset.m;")
    browser.press("n")
    say(browser.run("return document.querySelector('#messages [aria-current]').dataset.m;") != first, "n goes to the next message")
    browser.press("p")
    say(browser.run("return document.querySelector('#messages [aria-current]').dataset.m;") == first, "p goes back")


def check_page(browser):
    for _ in range(100):
        if browser.run("return document.readyState;") == "complete":
            break
        time.sleep(0.05)
    broken = browser.run("""const images = [...document.images]; images.forEach((i) => { i.loading = 'eager'; });
        return images.length;""")
    empty = browser.call("POST", "/execute/async", {"script": """const done = arguments[0];
        Promise.all([...document.images].map((i) => i.decode().then(() => i.naturalWidth > 0, () => false))).then((all) => done(all.filter((x) => !x).length));""",
        "args": []})
    say(broken and empty == 0, f"all {broken} pictures of pages are shown", empty)
    addresses = browser.run("return performance.getEntriesByType('resource').map((e) => e.name);")
    say(all(a.startswith(("file:", "data:")) for a in addresses), "nothing is fetched from elsewhere", addresses)
    directions = browser.run("return [...document.querySelectorAll('.sheet')].map((s) => [s.lang, s.dir]);")
    say(all((d == "rtl") == (l == "ar") for l, d in directions), "columns have their direction", directions)
    ids = browser.run("return [...document.querySelectorAll('#source p')].map((p) => p.dataset.s);")
    say(len(ids) == len(set(ids)), "no unit stands for two")
    unnamed = browser.run("""return [...document.querySelectorAll('button, input, .r')].filter((n) => !(n.getAttribute('aria-label') || n.textContent.trim()
        || (n.labels && n.labels.length))).map((n) => n.outerHTML.slice(0, 200));""")
    say(not unnamed, "whatever can be reached has a name", unnamed)


def main():
    with Browser(1500, 950) as browser:
        browser.call("POST", "/timeouts", {"script": 100000})
        browser.open(os.path.join(PROOF, "index.html"))
        check_page(browser)
        check_clicks(browser)
        check_keys(browser)
        check_states(browser)
        check_messages(browser)
        said = browser.console()
        say(not said, "the console is silent", said)
    sys.exit(not good)


main()
