"""What evaluation claims of apps, and above all what it does not claim."""

from collections.abc import Mapping

import pytest

from doctor.lock import read_lock
from doctor.nix.flake import Flake
from doctor.nix.interpreter import Interpreter
from doctor.nix.machine import deep_stack
from doctor.nix.outputs import FoundApp, Outputs
from doctor.nix.projects import identifier
from doctor.nix.values import Piece, Script, StorePath, Symbol
from doctor.place import Place
from doctor.repo import App, Repo
from doctor.source import Link, Memory

HEAD = """{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  inputs.other.url = "github:someone/other";
  outputs = { self, nixpkgs, parity, other }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      inherit (nixpkgs) lib;
      chart = { pname = "a"; version = "1"; chartSrc = ./chart; };
      built = parity.lib.mkHelmPublish pkgs chart;
    in {
      apps.x86_64-linux = """
HELM = {"publish", "publish-noarch", "push-staged", "stage-noarch"}


def repo(apps: str, files: Mapping[str, str] | None = None) -> Repo:
    return Repo(Memory({"flake.nix": f"{HEAD}{apps};\n    }};\n}}\n", **(files or {})}))


def apps(text: str, files: Mapping[str, str] | None = None) -> dict[str, App]:
    return {app.name: app for app in repo(text, files).apps}


@pytest.mark.parametrize(
    "text",
    [
        "built",
        "parity.lib.mkHelmPublish pkgs chart",
        "with parity.lib; mkHelmPublish pkgs chart",
        "let inherit (parity.lib) mkHelmPublish; in mkHelmPublish pkgs chart",
        "(parity.lib.mkParityBuilders pkgs).mkHelmPublish chart",
        "let b = parity.lib.mkParityBuilders pkgs; in with b; mkHelmPublish chart",
        'parity.lib."mkHelmPublish" pkgs chart',
        'parity.lib.${"mk" + "Helm" + "Publish"} pkgs chart',
        "lib.flip parity.lib.mkHelmPublish chart pkgs",
        "lib.pipe chart [ (parity.lib.mkHelmPublish pkgs) ]",
        "lib.foldl' (a: b: a // b) { } [ built ]",
        "lib.recursiveUpdate { } built",
        "lib.mapAttrs (_: app: app) built",
        "lib.filterAttrs (_: _: true) built",
        "builtins.listToAttrs (lib.mapAttrsToList lib.nameValuePair built)",
        "self.lib.x; lib.x = built",
        "import ./apps.nix { inherit parity pkgs chart; }",
        "lib.optionalAttrs pkgs.stdenv.isLinux built",
        "if pkgs.stdenv.hostPlatform.isDarwin then { } else built",
        "assert parity ? lib; built",
        "{ inherit (built) publish publish-noarch push-staged stage-noarch; }",
        "lib.genAttrs (builtins.attrNames built) (name: built.${name})",
        '(import nixpkgs { system = "x86_64-linux"; }).lib.id built',
    ],
)
def test_ways_to_write_the_same(text: str) -> None:
    files = {"apps.nix": "{ parity, pkgs, chart, }: parity.lib.mkHelmPublish pkgs chart"}
    found = repo(text, files)
    builders = {app.name for app in found.apps if app.made_by == "builder"}
    assert builders == HELM
    assert found.gaps == ()
    assert all(app.described and app.call and app.call.archetype == "helm-chart"
               for app in found.apps)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "other.apps.x86_64-linux",
        "other.lib.wrap built",
        "if other.flag then built else { }",
        "built // other.apps.x86_64-linux",
        "{ ${other.name} = built.publish; }",
        "lib.genAttrs other.names (name: built.${name})",
        "lib.optionalAttrs other.flag built",
        'builtins.fromJSON (builtins.readFile (builtins.fetchurl "https://example.org/x"))',
        'import (pkgs.fetchFromGitHub { owner = "a"; }) { }',
        "import ../outside.nix",
        "import /etc/passwd",
        "builtins.listToAttrs [ { name = builtins.currentTime; value = 1; } ]",
        "lib.mapAttrs' (name: lib.nameValuePair other.prefix) built",
        "parity.lib.mkHelmPublish pkgs (chart // { arch = other.arch; })",
        "lib.notAFunctionOfOurs built",
        '(x: x) (throw "no")',
        'parity.lib.mkHelmPublish pkgs { pname = "a"; }',
        "{ ${baseNameOf self} = built.publish; }",
        "{ ${builtins.substring 11 8 (toString ./.)} = built.publish; }",
        'if builtins.elem (builtins.substring 11 1 (toString ./.)) [ "a" ] then built else { }',
        "if builtins.stringLength (builtins.toJSON (toString ./.)) > 60 then built else { }",
        'if lib.hasInfix "a" (toString ./.) then built else { }',
        "if (let f = x: x; in [ f ] == [ f ]) then built else { }",
        "rec { __overrides = built; }",
        'builtins.listToAttrs [ { name = "stage"; } ]',
        'assert lib.versionAtLeast lib.version "99"; built',
        "if (builtins.tryEval (assert other.flag; 1)).success then built else { }",
        "if (builtins.tryEval (builtins.seq other.flag 1)).success then built else { }",
        'import (./apps + "nix")',
        'import (./. + "foo.nix")',
        'if builtins.match "a\\\\-b" "a-b" == null then built else { }',
        'if builtins.match "." "é" == null then built else { }',
    ],
)
def test_what_cannot_be_known_is_not_complete(text: str) -> None:
    assert not repo(text).apps_complete


def test_what_a_symbol_may_override_is_not_claimed() -> None:
    found = apps("built // other.apps.x86_64-linux")
    assert set(found) == HELM
    assert {app.made_by for app in found.values()} == {"unknown"}
    assert {app.described for app in found.values()} == {None}


def test_what_comes_after_a_symbol_is_known() -> None:
    found = repo("other.apps.x86_64-linux // built")
    assert {app.name for app in found.apps if app.made_by == "builder"} == HELM
    assert not found.apps_complete


@pytest.mark.parametrize(
    ("app", "made_by", "described"),
    [
        ("built.publish", "builder", True),
        ("built.publish // { meta = { }; }", "builder", False),
        ("{ inherit (built.publish) type program; }", "builder", False),
        ('built.publish // { program = "${./x.sh}"; }', "script", True),
        ('built.publish // { program = built.publish.program + " --publish"; }', "unknown", True),
        ('{ type = "app"; program = "${self}/x.sh"; }', "script", False),
        ('{ type = "app"; program = toString ./x.sh; meta.description = "x"; }', "script", True),
        (
            '{ type = "app"; program = "${pkgs.writeText "x" "y"}"; meta.description = ""; }',
            "script",
            False,
        ),
        (
            '{ type = "app"; program = "${pkgs.hello}/bin/hello"; meta.description = " "; }',
            "unknown",
            False,
        ),
        (
            '{ type = "app"; program = lib.getExe (pkgs.writeShellScriptBin "x" "y"); }',
            "script",
            False,
        ),
        (
            '{ type = "app"; program = "${pkgs.hello}/bin/hello"; meta.description = other.text; }',
            "unknown",
            None,
        ),
        (
            '{ type = "app"; program = "x"; meta.description = "of ${other.text}"; }',
            "unknown",
            True,
        ),
        ('{ type = "app"; program = "x"; meta.description = "${other.text}"; }', "unknown", None),
        ('{ type = "app"; program = "x"; meta = other.meta; }', "unknown", None),
        ('{ type = "app"; program = "x"; meta.description = null; }', "unknown", False),
        ('{ type = "app"; program = "x"; meta.description = 1; }', "unknown", False),
        ("other.app", "unknown", None),
        ('built.publish // { type = "apple"; }', "unknown", True),
        ('{ program = "${./x.sh}"; meta.description = "x"; }', "unknown", None),
    ],
)
def test_who_made_an_app(app: str, made_by: str, described: bool | None) -> None:
    found = apps(f"{{ publish = {app}; }}", {"x.sh": "echo"})["publish"]
    assert (found.made_by, found.described) == (made_by, described)


def test_a_broken_app_is_only_one() -> None:
    found = apps('built // { bad = throw "no"; worse = { }.x; loop = let x = x; in x; }')
    assert {name for name, app in found.items() if app.gap} == {"bad", "worse", "loop"}
    assert "no" in str(found["bad"].gap)
    assert "infinite recursion" in str(found["loop"].gap)


def test_the_place_of_a_builders_app_is_the_call() -> None:
    found = apps("lib.mapAttrs (_: app: app) built")["publish"]
    assert found.place == Place("flake.nix", 10, 15, 10, 50)


def test_arguments_are_literal_or_null() -> None:
    found = repo(
        "parity.lib.mkHelmPublish pkgs (chart // { arch = other.x; passEntry = [ 1 [ true ] ]; })"
    )
    (call,) = found.builder_calls
    assert dict(call.arguments) == {
        "arch": None,
        "chartSrc": "./chart",
        "passEntry": (1, (True,)),
        "pname": "a",
        "version": "1",
    }


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ('removeAttrs chart [ "version" ]', "mkHelmPublish: the function is called without"),
        ("chart // { wheel = 1; }", "mkHelmPublish: the function takes no argument wheel"),
    ],
)
def test_a_builder_names_the_argument_that_is_wrong(arguments: str, why: str) -> None:
    found = repo(f"parity.lib.mkHelmPublish pkgs ({arguments})")
    assert any(why in gap.why for gap in found.gaps)


def test_an_app_under_the_name_of_another() -> None:
    found = apps("built // { stage-noarch = built.publish; }")
    assert found["stage-noarch"].made_as == "publish"


@pytest.mark.parametrize(
    "pkgs",
    [
        "(pkgs // { writeShellApplication = _: other.x; })",
        "(pkgs.extend (_: _: { regclient = other.x; }))",
        "(pkgs.extend { __functor = _: _: _: { writeShellScript = _: _: other.x; }; })",
        '(import nixpkgs { system = "x86_64-linux"; overlays = [ (_: _: { bash = ./bash; }) ]; })',
        "(import nixpkgs { config.packageOverrides = _: { writeText = 1; }; })",
        "nixpkgs",
    ],
)
def test_a_builder_that_gets_another_pkgs_is_not_trusted(pkgs: str) -> None:
    found = apps(f"parity.lib.mkHelmPublish {pkgs} chart")
    assert {app.made_by for app in found.values()} == {"unknown"}
    assert all(app.gap for app in found.values())


@pytest.mark.parametrize(
    "pkgs",
    [
        "pkgs",
        "(pkgs.extend (_: prev: { mine = prev.hello; }))",
        '(import nixpkgs { system = "x86_64-linux"; overlays = [ other.overlays.default ]; })',
        "(pkgs // { mine = 1; })",
    ],
)
def test_a_pkgs_with_more_packages_is_trusted(pkgs: str) -> None:
    found = apps(f"parity.lib.mkHelmPublish {pkgs} chart")
    assert {app.made_by for app in found.values()} == {"builder"}


@pytest.mark.parametrize(
    ("arguments", "system"),
    [
        ('system = "s390x-linux";', "s390x-linux"),
        ('localSystem = "x86_64-linux";', "x86_64-linux"),
        ('localSystem.system = "x86_64-linux"; crossSystem.system = "s390x-linux";', "s390x-linux"),
        ('system = "x86_64-linux"; crossSystem.config = "s390x-unknown-linux-gnu";', "s390x-linux"),
    ],
)
def test_the_platform_of_a_nixpkgs(arguments: str, system: str) -> None:
    name = f"(import nixpkgs {{ {arguments} }}).stdenv.hostPlatform.system"
    assert list(apps(f"{{ ${{{name}}} = 1; }}")) == [system]


def test_paths_that_are_added_to() -> None:
    files = {"apps.nix": "parity: pkgs: chart: parity.lib.mkHelmPublish pkgs chart"}
    assert set(apps('import (./apps + ".nix") parity pkgs chart', files)) == HELM
    assert set(apps('import (./. + "/apps.nix") parity pkgs chart', files)) == HELM
    assert set(apps("import (./. + /apps.nix) parity pkgs chart", files)) == HELM
    assert set(apps("import (self + /apps.nix) parity pkgs chart", files)) == HELM


def test_a_link_to_a_file_leads_to_where_the_file_is() -> None:
    files = {
        "flake.nix": f"{HEAD}import ./a/link.nix;\n    }};\n}}\n",
        "a/link.nix": Link("../b/real.nix"),
        "a/names.nix": "{ wrong = { }; }",
        "b/real.nix": "import ./names.nix",
        "b/names.nix": "{ right = { }; }",
    }
    assert [app.name for app in Repo(Memory(files)).apps] == ["right"]


def test_call_package_adds_to_what_it_gives() -> None:
    files = {"apps.nix": "{ }: { mine = { }; }"}
    assert set(apps("pkgs.callPackage ./apps.nix { }", files)) == {
        "mine", "override", "overrideDerivation",
    }  # fmt: skip


@pytest.mark.parametrize(
    "flake",
    [
        "let x = 1; in { outputs = _: { }; }",
        "{ outputs = _: { }; surprise = 1; }",
        "{ inputs = import ./inputs.nix; outputs = _: { }; }",
        '{ inputs.a.url = "github:" + "a/b"; outputs = _: { }; }',
        '{ inputs.a.url = "not a reference"; outputs = _: { }; }',
        '{ outputs = { self }: { }; inputs.a.follows = "b"; }',
        "{ outputs = _: { }; unused = undefined; }",
        "{ outputs = _: { x = undefinedName; }; }",
        "{ outputs = _: { a = 1; a = 2; }; }",
        "{ outputs = _: { } }",
        "{ outputs = { }; }",
        "{ }",
        "1",
        "",
        "_: { }",
        "{ outputs = _: 1; }",
        "{ outputs = import ./outputs.nix; }",
        "{ outputs = let a = 1; in _: { }; }",
        "{ outputs = { __functor = _: _: { }; }; }",
        "{ outputs = _: { }; edition = 2; }",
        '{ outputs = _: { }; description = "a" + "b"; }',
        "{ outputs = _: { }; nixConfig.cores = 1 + 1; }",
        '{ outputs = _: { }; inputs.a = { url = "github:a/b"; ref = "main"; }; }',
        '{ outputs = _: { }; inputs.a.inputs.b.follows = "c"; inputs.a.url = "github:a/b"; }',
        '{ outputs = _: { x = let ${"a" + "b"} = 1; in 1; }; }',
        "{ outputs = _: { x = { a, a }: a; }; }",
        "{ outputs = _: { x = a@{ a }: a; }; }",
        "{ outputs = _: { x = { with }: 1; }; }",
        "{ outputs = y: { x = { inherit (y) rec; }; }; }",
        "{ outputs = _: { x = 1 == 1 == true; }; }",
        "{ outputs = _: { x = 1 < 2 < 3; }; }",
        "{ outputs = _: { x = ./chart/; }; }",
        "{ outputs = _: { x = __unknownBuiltin; }; }",
        "{ outputs = y: { a = { inherit y; }; a.y = 1; }; }",
        "{ outputs = y: { a = { inherit y; }; a = { inherit y; }; }; }",
    ],
)
def test_what_nix_refuses_is_not_complete(flake: str) -> None:
    assert not Repo(Memory({"flake.nix": flake})).apps_complete


def test_no_apps_is_complete() -> None:
    found = Repo(Memory({"flake.nix": '{ outputs = _: { packages = throw "lazy"; }; }'}))
    assert found.apps == ()
    assert found.apps_complete


@pytest.mark.parametrize(
    ("modules", "complete"),
    [
        ("[ T.flakeModule { perSystem.apps.mine = app; } ]", True),
        ("with inputs; [ treefmt-nix.flakeModule { perSystem.apps.mine = app; } ]", True),
        ("[ ./apps.nix ] ++ lib.optional (T ? flakeModule) T.flakeModule", False),
        ("if T ? flakeModule then [ ./apps.nix ] else [ ]", False),
        ("[ (if T ? flakeModule then ./apps.nix else { }) ]", False),
        ("[ ./apps.nix ] ++ T.extraModules", False),
        ("[ (import ./flag.nix T.flag) ]", False),
        ("[ (T.lib.with { }) ]", False),
        ("[ ({ flakeModule = ./apps.nix; } // T).flakeModule ]", False),
        ("[ (builtins.intersectAttrs T { flakeModule = ./apps.nix; }).flakeModule ]", False),
        ("[ inputs.unknown.flakeModule ]", False),
    ],
)
def test_facts_about_foreign_modules_are_about_nothing_else(modules: str, complete: bool) -> None:
    flake = f"""{{
      inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
      inputs.flake-parts.url = "github:hercules-ci/flake-parts";
      inputs.treefmt-nix.url = "github:numtide/treefmt-nix";
      inputs.unknown.url = "github:someone/else";
      outputs = inputs:
        let
          T = inputs.treefmt-nix;
          inherit (inputs.nixpkgs) lib;
          app = {{ program = "x"; }};
        in
        inputs.flake-parts.lib.mkFlake {{ inherit inputs; }} {{
          systems = [ "x86_64-linux" ];
          imports = {modules};
        }};
    }}"""
    apps_nix = '{ perSystem.apps.mine.program = "x"; }'
    flag = "flag: if flag then { } else " + apps_nix
    found = Repo(Memory({"flake.nix": flake, "apps.nix": apps_nix, "flag.nix": flag}))
    assert found.apps_complete is complete
    if complete:
        assert [app.name for app in found.apps] == ["mine"]


# Scripts keep their text and its place.


def script(expression: str, files: Mapping[str, str]) -> Script:
    text = f'{HEAD}{{ it = {{ type = "app"; program = {expression}; }}; }};\n    }};\n}}\n'
    source = Memory({"flake.nix": text, **files})
    machine = Interpreter(source)
    with deep_stack():
        flake = Flake(machine)
        outputs = flake.outputs(identifier(flake.inputs, read_lock(source)).known)
        (app,) = Outputs(machine, outputs, Place("flake.nix")).apps
    assert isinstance(app, FoundApp)
    assert app.program.script is not None
    for part in app.program.script.text.parts:
        if isinstance(part, Piece) and part.origin is not None:
            path, row, column = part.origin
            line = source.read(path).split("\n")[row].encode()[column:].decode()
            first = part.text.split("\n")[0]
            assert line.startswith((first, "''", "\\")), (line, first)
    return app.program.script


def known(found: Script) -> str:
    return "".join(
        part.text if isinstance(part, Piece) else f"<{describe(part)}>" for part in found.text.parts
    )


def describe(part: StorePath | Symbol) -> str:
    if isinstance(part, Symbol):
        return part.text.partition("pkgs.")[2]
    return f"./{part.repo_path}" if part.repo_path is not None else part.name


def test_write_shell_application() -> None:
    found = script(
        """lib.getExe (pkgs.writeShellApplication {
        name = "publish";
        runtimeInputs = [ pkgs.regclient ];
        text = ''
          if [ -z "''${PUBLISH:-}" ]; then
            echo "ünïcode ${chart.version}"
          fi
          ${./push.sh} ${pkgs.crane}/bin/crane
        '';
      })""",
        {"push.sh": "true"},
    )
    text = known(found)
    assert text.startswith("#!<bash>/bin/bash\nset -o errexit\nset -o nounset\nset -o pipefail\n")
    assert 'export PATH="<regclient.bin>/bin:$PATH"\n' in text
    assert text.endswith(
        'if [ -z "${PUBLISH:-}" ]; then\n  echo "ünïcode 1"\nfi\n<./push.sh> <crane>/bin/crane\n'
    )


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('"${pkgs.writeShellScript "x" "a\\nb"}"', "#!<bash>/bin/bash\na\nb"),
        ('"${pkgs.writeShellScriptBin "x" "a"}/bin/x"', "#!<bash>/bin/bash\na"),
        ('"${pkgs.writeScript "x" "a"}"', "a"),
        ('"${pkgs.writeScriptBin "x" "a"}/bin/x"', "a"),
        ('"${pkgs.writeText "x" "a"}"', "a"),
        ('"${pkgs.writeTextFile { name = "x"; text = "a"; destination = "/bin/y"; }}/bin/y"', "a"),
        ('"${builtins.toFile "x" "a"}"', "a"),
        ('"${pkgs.writers.writeBash "x" "a"}"', "#!<bash>/bin/bash\na"),
        ('"${pkgs.writers.writeBashBin "x" "a"}/bin/x"', "#!<bash>/bin/bash\na"),
        (
            '"${pkgs.writeShellScript "x" (builtins.readFile ./x.sh)}"',
            "#!<bash>/bin/bash\none\ntwo\n",
        ),
        ('"${pkgs.writeShellScript "x" "exec ${./x.sh} ${self}"}"', None),
    ],
)
def test_writers(expression: str, text: str | None) -> None:
    found = known(script(expression, {"x.sh": "one\ntwo\n"}))
    assert (
        found == text if text is not None else found.startswith("#!<bash>/bin/bash\nexec <./x.sh>")
    )


def test_overlays() -> None:
    files = {
        "overlay.nix": 'final: prev: { mine = prev.writeShellScriptBin "mine" "hi"; }',
    }
    expression = """(let p = import nixpkgs {
        system = "x86_64-linux"; overlays = [ other.overlays.default (import ./overlay.nix) ];
      }; in p.lib.getExe p.mine)"""
    assert known(script(expression, files)).endswith("hi")


def test_call_package() -> None:
    files = {"pkg.nix": '{ writeShellScriptBin, lib, extra }: writeShellScriptBin "x" extra'}
    expression = 'lib.getExe (pkgs.callPackage ./pkg.nix { extra = "said"; })'
    assert known(script(expression, files)).endswith("said")
