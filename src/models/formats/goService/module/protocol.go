package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"
)

// The Open Inference Protocol, version 2, over HTTP, with the extension for binary tensors: a body is JSON, or JSON of
// the length that a header tells, followed by the numbers as bytes (float32, little endian).
const jsonLengthHeader = "Inference-Header-Content-Length"

// A call is what a body asks for.
type call struct {
	id           string
	rows         [][]float64 // [count][numColumns], raw
	priority     int         // 0: not given
	timeout      time.Duration
	binaryAnswer bool
}

type inferRequest struct {
	ID         string          `json:"id"`
	Parameters parameters      `json:"parameters"`
	Inputs     []inputTensor   `json:"inputs"`
	Outputs    []requestedData `json:"outputs"`
}

type parameters struct {
	Priority         int   `json:"priority"`
	TimeoutMicros    int64 `json:"timeout"`
	BinaryDataOutput bool  `json:"binary_data_output"`
}

type inputTensor struct {
	Name       string          `json:"name"`
	Shape      []int           `json:"shape"`
	Datatype   string          `json:"datatype"`
	Data       json.RawMessage `json:"data"`
	Parameters struct {
		BinaryDataSize *int `json:"binary_data_size"`
	} `json:"parameters"`
}

type requestedData struct {
	Name       string `json:"name"`
	Parameters struct {
		BinaryData bool `json:"binary_data"`
	} `json:"parameters"`
}

// decodeCall reads the body of an inference. Its errors are for the client.
func decodeCall(header http.Header, body []byte, maxRows int) (*call, error) {
	head, tail, err := splitBody(header, body)
	if err != nil {
		return nil, err
	}
	var asked inferRequest
	if err := json.Unmarshal(head, &asked); err != nil {
		return nil, fmt.Errorf("the body is not an inference request: %v", err)
	}
	c := &call{
		id:           asked.ID,
		priority:     asked.Parameters.Priority,
		timeout:      time.Duration(asked.Parameters.TimeoutMicros) * time.Microsecond,
		binaryAnswer: asked.Parameters.BinaryDataOutput,
	}
	for _, output := range asked.Outputs {
		if output.Name != outputName {
			return nil, fmt.Errorf("there is no output %q; it is %q", output.Name, outputName)
		}
		c.binaryAnswer = c.binaryAnswer || output.Parameters.BinaryData
	}
	if len(asked.Inputs) != 1 || asked.Inputs[0].Name != inputName {
		return nil, fmt.Errorf("expected one input, %q", inputName)
	}
	c.rows, err = asked.Inputs[0].rows(tail, maxRows)
	return c, err
}

// splitBody parts the JSON from the bytes of the tensors.
func splitBody(header http.Header, body []byte) (head, tail []byte, err error) {
	text := header.Get(jsonLengthHeader)
	if text == "" {
		return body, nil, nil
	}
	length, err := strconv.Atoi(text)
	if err != nil || length < 0 || length > len(body) {
		return nil, nil, fmt.Errorf("%s is %q, but the body has %d bytes", jsonLengthHeader, text, len(body))
	}
	return body[:length], body[length:], nil
}

func (t inputTensor) rows(tail []byte, maxRows int) ([][]float64, error) {
	if t.Datatype != "FP32" {
		return nil, fmt.Errorf("input %q is FP32, not %q", inputName, t.Datatype)
	}
	if len(t.Shape) != 2 || t.Shape[1] != numColumns || t.Shape[0] < 1 {
		return nil, fmt.Errorf("input %q has the shape [rows, %d], not %v", inputName, numColumns, t.Shape)
	}
	count := t.Shape[0]
	if count > maxRows {
		return nil, fmt.Errorf("%d rows are more than the largest batch, %d", count, maxRows)
	}
	numbers, err := t.numbers(tail, count*numColumns)
	if err != nil {
		return nil, err
	}
	for i, x := range numbers {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("row %d, column %d is not a finite number", i/numColumns, i%numColumns)
		}
	}
	rows := make([][]float64, count)
	for i := range rows {
		rows[i] = numbers[i*numColumns:][:numColumns]
	}
	return rows, nil
}

func (t inputTensor) numbers(tail []byte, want int) ([]float64, error) {
	if size := t.Parameters.BinaryDataSize; size != nil {
		if *size != 4*want || len(tail) != 4*want {
			return nil, fmt.Errorf("shape %v needs %d bytes; binary_data_size is %d, and %d follow the JSON",
				t.Shape, 4*want, *size, len(tail))
		}
		numbers := make([]float64, want)
		for i := range numbers {
			numbers[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(tail[4*i:])))
		}
		return numbers, nil
	}
	var wide []float64
	if json.Unmarshal(t.Data, &wide) != nil { // not a flat list: rows in a list
		var nested [][]float64
		if err := json.Unmarshal(t.Data, &nested); err != nil {
			return nil, fmt.Errorf("the data of input %q are not a list of numbers", inputName)
		}
		wide = wide[:0]
		for _, row := range nested {
			wide = append(wide, row...)
		}
	}
	if len(wide) != want {
		return nil, fmt.Errorf("shape %v needs %d numbers, not %d", t.Shape, want, len(wide))
	}
	for i, x := range wide {
		wide[i] = float64(float32(x)) // FP32, however it was written
	}
	return wide, nil
}

// encodeAnswer writes the body of the response, and its headers.
func encodeAnswer(header http.Header, c *call, outputs []float32) ([]byte, error) {
	count := len(outputs) / numOutputs
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"model_name":%q,"model_version":%q,`, modelName, modelVersion)
	if c.id != "" {
		id, _ := json.Marshal(c.id)
		fmt.Fprintf(&b, `"id":%s,`, id)
	}
	fmt.Fprintf(&b, `"outputs":[{"name":%q,"datatype":"FP32","shape":[%d,%d],`, outputName, count, numOutputs)
	if !c.binaryAnswer {
		header.Set("Content-Type", "application/json")
		b.WriteString(`"data":[`)
		for i, y := range outputs {
			if i > 0 {
				b.WriteByte(',')
			}
			if math.IsNaN(float64(y)) || math.IsInf(float64(y), 0) {
				return nil, fmt.Errorf("an answer is %v, which JSON cannot hold: ask for a binary answer", y)
			}
			b.Write(strconv.AppendFloat(b.AvailableBuffer(), float64(y), 'g', -1, 32))
		}
		b.WriteString("]}]}")
		return b.Bytes(), nil
	}
	fmt.Fprintf(&b, `"parameters":{"binary_data_size":%d}}]}`, 4*len(outputs))
	for b.Len()%4 != 0 {
		b.WriteByte(' ') // so that a reader finds the numbers aligned
	}
	header.Set("Content-Type", "application/octet-stream")
	header.Set(jsonLengthHeader, strconv.Itoa(b.Len()))
	for _, y := range outputs {
		b.Write(binary.LittleEndian.AppendUint32(b.AvailableBuffer(), math.Float32bits(y)))
	}
	return b.Bytes(), nil
}
