"""rules -- what the checkers of PDF (screen.py, x4.py) have in common: rules that complain of a file, and files that show that each does."""
import sys

import pikepdf


class Rules(dict):
    """name: function of an open file that yields complaints."""

    def __init__(self, open_file):
        super().__init__()
        self.open_file = open_file

    def rule(self, name):
        def note(function):
            self[name] = function
            return function
        return note

    def check(self, path):
        """(rule, message) for every complaint."""
        f = self.open_file(path)
        return [(name, message) for name, function in self.items() for message in dict.fromkeys(function(f))]

    def main(self):
        complaints = 0
        for path in sys.argv[1:]:
            for name, message in self.check(path):
                print("%s: %s [%s]" % (path, message, name))
                complaints += 1
        sys.exit(complaints > 0)


class Broken(list):
    """Functions that each break a rule. `saving` are the rules that saving by pikepdf breaks as well."""

    def __init__(self, rules, saving, save):
        super().__init__()
        self.rules, self.saving, self.save = rules, saving, save

    def broken(self, rule, *also):
        """A function that breaks the rule in an open file, or in the bytes of one. Rules of `also` may complain too."""
        def note(function):
            self.append((rule, set(also), function, "data" in function.__code__.co_varnames[:1]))
            return function
        return note

    def main(self, good, folder):
        """Speaks TAP. The exit code."""
        failed = False
        complaints = self.rules.check(good)
        print("%s - nothing is wrong with the good file" % ("ok" if not complaints else "not ok"))
        for name, message in complaints:
            print("#   %s: %s" % (name, message))
            failed = True
        for number, (rule, also, function, bytewise) in enumerate(self):
            path = "%s/broken-%d-%s.pdf" % (folder, number, rule)
            if bytewise:
                with open(path, "wb") as out:
                    out.write(function(open(good, "rb").read()))
            else:
                pdf = pikepdf.open(good)
                self.save(pdf, path, function(pdf))
            found = {name for name, _ in self.rules.check(path)}
            extra = found - also - {rule} - (set() if bytewise else self.saving)
            print("%s - %s is found" % ("ok" if rule in found and not extra else "not ok", rule))
            if rule not in found or extra:
                print("#   found %s" % sorted(found))
                failed = True
        missing = set(self.rules) - {rule for rule, *_ in self}
        print("%s - every rule has a file that breaks it %s" % ("not ok" if missing else "ok", " ".join(sorted(missing))))
        return 1 if failed or missing else 0


def replace_metadata(pdf, old, new):
    text = bytes(pdf.Root.Metadata.read_bytes())
    assert old in text, old
    pdf.Root.Metadata = pdf.make_stream(text.replace(old, new), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
