"""Checks of exports in Python: `checks.py FORMAT PACKAGE FOLDER...` prints the largest difference and the version as JSON.

Each check takes the folder of an export and its golden rows, and returns the outputs for them; None where nothing answers rows.
"""

import contextlib
import importlib.metadata
import io
import json
import os
import pathlib
import re
import runpy
import sys


def onnx(folder, golden, path=None):
    import numpy as np
    import onnxruntime

    model = path or next(folder.glob("*.onnx"))
    session = onnxruntime.InferenceSession(model.read_bytes(), providers=["CPUExecutionProvider"])
    rows = np.asarray(golden["rows"], np.float32)
    (outputs,) = session.run(None, {"input": rows})
    (single,) = session.run(None, {"input": rows[:1]})  # the batch may have any size
    assert np.allclose(single, outputs[:1], atol=1e-6)
    return outputs.tolist()


def program(folder, golden):
    """Runs the export's own comparison with golden.json, and reads what it says."""
    said = io.StringIO()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(f"{golden['model']}.py", run_name="__main__")
    except SystemExit as end:  # how it says whether the difference is tolerable
        assert not end.code, f"{folder}: {said.getvalue()}"
    return float(re.search(r"largest difference[^0-9]*([0-9.e+-]+)", said.getvalue()).group(1))


TORCH = {
    "linear": "Identity()", "relu": "ReLU()", "leakyRelu": "LeakyReLU(0.2)", "elu": "ELU()", "selu": "SELU()",
    "gelu": "GELU()", "silu": "SiLU()", "softplus": "Softplus()", "tanh": "Tanh()", "sigmoid": "Sigmoid()",
    "softmax": "Softmax(dim=-1)",
}  # fmt: skip


def safetensors(folder, golden):
    import torch
    from safetensors.torch import load_file

    config = json.loads((folder / "config.json").read_text())
    parts = []
    for layer in config["layers"]:
        parts.append(torch.nn.Linear(layer["inputs"], layer["units"]))
        parts.append(eval(f"torch.nn.{TORCH[layer['activation']]}"))
    network = torch.nn.Sequential(*parts)
    network.load_state_dict(load_file(next(folder.glob("*.safetensors"))))
    with torch.no_grad():
        return network(torch.tensor(golden["inputs"], dtype=torch.float32)).tolist()


def config_of(folder, name):
    from google.protobuf import text_format
    from tritonclient.grpc import model_config_pb2

    config = model_config_pb2.ModelConfig()
    text_format.Parse((folder / name / "config.pbtxt").read_text(), config)
    assert config.name == name and config.max_batch_size >= 1 and config.HasField("dynamic_batching")
    assert all(0 < size <= config.max_batch_size for size in config.dynamic_batching.preferred_batch_size)
    levels = config.dynamic_batching.priority_levels
    assert levels == 0 or 1 <= config.dynamic_batching.default_priority_level <= levels
    assert not (config.dynamic_batching.preserve_ordering and levels > 1)
    return config


def triton(folder, golden):
    name = golden["model"]
    config = config_of(folder, name)
    assert list(config.input[0].dims) == [len(golden["columns"])]
    assert list(config.output[0].dims) == [len(golden["outputs"][0])]
    return onnx(folder, golden, folder / name / "1" / "model.onnx")


KSERVE = {
    "apiVersion": str, "kind": str, "metadata": {"name": str},
    "spec": {"predictor": {"minReplicas": int, "model": {
        "modelFormat": {"name": str, "version": str}, "runtime": str, "protocolVersion": str, "storageUri": str,
        "resources": {"requests": {"cpu": str, "memory": str}, "limits": {"memory": str}},
    }}},
}  # fmt: skip


def kserve(folder, golden):
    import yaml

    def same(value, schema):
        if not isinstance(schema, dict):
            return isinstance(value, schema)
        return value.keys() == schema.keys() and all(same(value[key], schema[key]) for key in schema)

    service = yaml.safe_load((folder / "inferenceservice.yaml").read_text())
    assert same(service, KSERVE), service
    assert re.fullmatch(r"[a-z]([-a-z0-9]*[a-z0-9])?", service["metadata"]["name"])
    config_of(folder / "models", golden["model"])


def ray_serve(folder, golden):
    app = runpy.run_path(str(folder / "serve_app.py"))["app"]
    assert type(app).__name__ == "Application"
    return onnx(folder, golden)


def bentoml(folder, golden):
    import numpy as np

    module = runpy.run_path(str(folder / "service.py"))
    return module["Model"].inner().predict(np.asarray(golden["rows"], np.float32)).tolist()


def grafana(folder, golden):
    import promql_parser
    import yaml

    board = json.loads((folder / "dashboard.json").read_text())
    queries = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    assert len(queries) > 10
    for query in queries:
        promql_parser.parse(query.replace("$__rate_interval", "1m"))
    scrape = yaml.safe_load((folder / "prometheus.yml").read_text())
    assert all(job["metrics_path"] == "/metrics" for job in scrape["scrape_configs"])


def risingwave(folder, golden):
    import pglast
    import sqlglot

    script = (folder / "windows.sql").read_text()
    shared = re.sub(r",\s*WATERMARK FOR [^\n]*\n\) APPEND ONLY", "\n)", script)
    shared = shared.replace("\nEMIT ON WINDOW CLOSE", "").replace("FLUSH;", "")
    assert "WATERMARK" not in shared and "EMIT" not in re.sub(r"--.*", "", shared)
    for statement in sqlglot.parse(shared, read="risingwave"):
        assert statement is None or not isinstance(statement, sqlglot.exp.Command), statement
    pglast.parse_sql(shared)  # TUMBLE and HOP are functions over a table there: the grammar is the same


CHECKS = {
    "onnx": onnx, "numpy": program, "pytorch": program, "keras": program, "safetensors": safetensors, "triton": triton,
    "kserve": kserve, "ray-serve": ray_serve, "bentoml": bentoml, "grafana": grafana, "risingwave": risingwave,
}  # fmt: skip


def difference(outputs, golden):
    """The largest |a - b| / max(1, |b|)."""
    assert len(outputs) == len(golden["outputs"])
    return max(
        abs(a - b) / max(1, abs(b))
        for row, wanted in zip(outputs, golden["outputs"])
        for a, b in zip(row, wanted, strict=True)
    )


def main(name, package, folders):
    largest = None
    for folder in [pathlib.Path(each).resolve() for each in folders]:
        golden = json.loads((folder / "golden.json").read_text())
        outputs = CHECKS[name](folder, golden)
        if outputs is not None:
            found = outputs if isinstance(outputs, float) else difference(outputs, golden)
            largest = max(largest or 0, found)
    print(json.dumps({"largest": largest, "version": importlib.metadata.version(package)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
