"""The classes of OpenLineage's own client take every exported event and facet, and write it back as it was."""

# packages: openlineage-python cattrs jsonschema rfc3339-validator

import importlib
import json
import pkgutil

import attrs
import cattrs
import openlineage.client.generated as generated
from cattrs.gen import make_dict_structure_fn
from openlineage.client.event_v2 import DatasetEvent, JobEvent, RunEvent
from openlineage.client.generated.base import BaseFacet
from openlineage.client.serde import Serde

from judge import Judge, shared_folder

OFFICIAL = "https://openlineage.io/spec/"
PRODUCER = "https://example.org/conformance"
SPEC = OFFICIAL + "2-0-2/OpenLineage.json#/$defs/"
RUN = "0190b5c4-3c1d-7000-8000-00000000000"


def facet(schema, **fields):
    return {"_producer": PRODUCER, "_schemaURL": f"{OFFICIAL}facets/{schema}.json#/$defs/{schema.split('/')[1]}", **fields}


def run_event(state, minute, run, job, inputs=(), outputs=(), facets=None):
    return {
        "eventType": state,
        "eventTime": f"2026-03-12T08:{minute:02}:00.000Z",
        "producer": PRODUCER,
        "schemaURL": SPEC + "RunEvent",
        "run": {"runId": RUN + str(run), "facets": facets or {}},
        "job": {"namespace": "nightly", "name": job},
        "inputs": list(inputs),
        "outputs": list(outputs),
    }


def dataset(name, **facets):
    return {"namespace": "s3://lake", "name": name, "facets": facets}


COLUMNS = [{"name": "station", "type": "string"}, {"name": "minutes", "type": "double", "description": "of a trip"}]
RAW = dataset(
    "raw/trips",
    schema=facet("1-1-1/SchemaDatasetFacet", fields=COLUMNS),
    version=facet("1-0-1/DatasetVersionDatasetFacet", datasetVersion="7"),
)
CLEAN = dataset(
    "clean/trips",
    schema=facet("1-1-1/SchemaDatasetFacet", fields=COLUMNS),
    symlinks=facet("1-0-1/SymlinksDatasetFacet", identifiers=[{"namespace": "hive", "name": "trips", "type": "TABLE"}]),
    columnLineage=facet(
        "1-2-0/ColumnLineageDatasetFacet",
        fields={"minutes": {"inputFields": [{"namespace": "s3://lake", "name": "raw/trips", "field": "minutes"}]}},
    ),
)
PARENT = {
    "parent": facet(
        "1-1-0/ParentRunFacet", run={"runId": RUN + "1"}, job={"namespace": "nightly", "name": "everything"}
    )
}
EVENTS = [
    run_event("START", 0, 1, "everything"),
    run_event("START", 1, 2, "clean", [RAW], facets=PARENT),
    run_event("COMPLETE", 2, 2, "clean", outputs=[CLEAN], facets=PARENT),
    run_event("START", 3, 3, "train", [CLEAN], facets=PARENT),
    run_event("FAIL", 4, 3, "train", facets=PARENT),
    run_event("START", 5, 4, "train", [CLEAN], facets=PARENT),
    run_event("RUNNING", 6, 4, "train", facets=PARENT),
    run_event("COMPLETE", 7, 4, "train", outputs=[dataset("model")], facets=PARENT),
    run_event("ABORT", 8, 5, "report", [dataset("model")], [dataset("<b>report</b>")]),
    run_event("COMPLETE", 9, 1, "everything"),
    {
        "eventTime": "2026-03-12T09:00:00.000Z",
        "producer": PRODUCER,
        "schemaURL": SPEC + "JobEvent",
        "job": {"namespace": "nightly", "name": "declared"},
        "inputs": [dataset("model")],
        "outputs": [dataset("scores")],
    },
    {
        "eventTime": "2026-03-12T09:01:00.000Z",
        "producer": PRODUCER,
        "schemaURL": SPEC + "DatasetEvent",
        "dataset": dataset("lonely"),
    },
]


def facet_classes():
    """The client's classes of facets, by the name of their schema."""
    for module in pkgutil.iter_modules(generated.__path__):
        importlib.import_module(f"{generated.__name__}.{module.name}")
    classes, waiting = {}, [BaseFacet]
    while waiting:
        each = waiting.pop()
        waiting.extend(each.__subclasses__())
        classes[each._get_schema().rpartition("/")[2]] = each
    return classes


def facets_in(value):
    """Every facet with an official schema, at any depth."""
    if isinstance(value, list):
        for each in value:
            yield from facets_in(each)
    elif isinstance(value, dict):
        if str(value.get("_schemaURL", "")).startswith(OFFICIAL):
            yield value
        for each in value.values():
            yield from facets_in(each)


def said(value):
    """What a value says: nothing is said by null, an empty list or object, or by which release a schema is of."""
    if isinstance(value, dict):
        pairs = {key: schema_name(each) if key == "_schemaURL" else said(each) for key, each in value.items()}
        return {key: each for key, each in pairs.items() if each not in (None, [], {})}
    return [said(each) for each in value] if isinstance(value, list) else value


def schema_name(address):
    return address.rpartition("/")[2] if address.startswith(OFFICIAL) else address


def strict_converter():
    """Takes an event for what the client has a class for, and refuses what has no place in it. Facets of ours are ours."""
    classes = facet_classes()
    converter = cattrs.Converter(forbid_extra_keys=True)

    def structure(value, _):
        kind = classes.get(schema_name(value["_schemaURL"])) if value["_schemaURL"].startswith(OFFICIAL) else None
        if kind is None:
            return value
        fields = {key: each for key, each in value.items() if key != "_schemaURL"}
        return structure_attrs[kind](fields, kind)

    structure_attrs = {
        kind: make_dict_structure_fn(attrs.resolve_types(kind), converter, _cattrs_forbid_extra_keys=True)
        for kind in classes.values()
    }
    converter.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, BaseFacet), structure)
    return converter


def judge_by_client(judge, events):
    converter = strict_converter()
    kinds = {kind.__name__: kind for kind in (RunEvent, JobEvent, DatasetEvent)}
    for at, event in enumerate(events):
        kind = kinds[schema_name(event["schemaURL"])]
        fields = {key: value for key, value in event.items() if key != "schemaURL"}
        what = f"event {at}, {kind.__name__}"
        try:
            read = Serde.to_dict(converter.structure(fields, kind))
        except Exception as error:
            judge.same(what, "; ".join(cattrs.transform_error(error)), "no fault")
        else:
            judge.same(what, said(event), said(read))


def judge_by_schema(judge, events, folder):
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    schemas = [json.loads(path.read_text("utf-8")) for path in [folder / "OpenLineage.json", *(folder / "facets").glob("*.json")]]
    registry = Registry().with_resources([(schema["$id"], Resource.from_contents(schema)) for schema in schemas])

    def check(schema, value):
        Draft202012Validator(
            {"$ref": schema}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
        ).validate(value)

    for at, event in enumerate(events):
        judge.accepts(f"event {at} by its schema", lambda: check(event["schemaURL"], event))
        for each in facets_in({key: value for key, value in event.items() if key != "schemaURL"}):
            judge.accepts(f"event {at}, {each['_schemaURL']}", lambda: check(each["_schemaURL"], each))


judge = Judge()
judge.write("events.jsonl", "".join(json.dumps(event) + "\n" for event in EVENTS))
exported = json.loads(judge.throughline("lineage", "events.jsonl", "--export", "openlineage"))
judge.accepts("an export of events", lambda: exported[0]["eventTime"])
judge_by_client(judge, exported)
shared = shared_folder()
spec = shared and shared / "corpus" / "OpenLineage+OpenLineage" / "spec"
if spec and spec.is_dir():
    judge_by_schema(judge, exported, spec)
else:
    judge.leave_out("the schemas of the specification", "they are not beside the checkout (THROUGHLINE_SHARED)")
judge.end()
