"""The libraries of PROV, Croissant and RO-Crate read what `lineage --export` writes of the sample project."""

# packages: prov==3.2.3 mlcroissant==1.1.1 rocrate==0.16.0

import json
import subprocess
import warnings

import mlcroissant
from prov.model import ProvDocument
from rocrate.rocrate import ROCrate

from judge import ROOT, Judge

judge = Judge()
bundle = judge.folder / "sample.json"
subprocess.run(["node", str(ROOT / "scripts/conformance/sampleBundle.mjs"), str(bundle)], cwd=ROOT, check=True)
graph = json.loads(judge.throughline("lineage", str(bundle), "--json", "--graph"))["graph"]
versions = sum(len(dataset["versions"]) for dataset in graph["datasets"])


def exported(form, name):
    judge.throughline("lineage", str(bundle), "--export", form, "-o", name)
    return judge.folder / name


def prov(form, name, **options):
    """Read with warnings as errors: a time that is malformed is a warning of theirs."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return ProvDocument.deserialize(str(exported(form, name)), format=options.pop("format"), **options)


as_json = prov("prov-json", "prov.json", format="json")
as_notation = prov("prov-n", "prov.provn", format="provn", profile="strict")
judge.same("PROV-N says what PROV-JSON says", as_notation == as_json, True)
kinds = [type(record).__name__ for record in as_json.get_records()]
judge.same("a run is an activity", kinds.count("ProvActivity"), len(graph["runs"]))
judge.same("a version is an entity, at least", kinds.count("ProvEntity") >= versions, True)

croissant = exported("croissant", "croissant.json")
judge.accepts("Croissant validates", lambda: mlcroissant.Dataset(jsonld=str(croissant)))

crate = judge.folder / "crate"
crate.mkdir()
exported("ro-crate", "crate/ro-crate-metadata.json")
judge.accepts("RO-Crate is read", lambda: ROCrate(str(crate)))
actions = [entity for entity in ROCrate(str(crate)).get_entities() if "CreateAction" in entity.type]
judge.same("a run is an action", len(actions), len(graph["runs"]))
judge.end()
