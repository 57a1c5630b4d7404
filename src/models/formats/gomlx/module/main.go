// This program answers raw rows with a trained network. It reads them from standard input, one a line, numbers separated
// by commas, and writes for each what the network says and its outputs.
//
//	echo 5.1,3.5,1.4,0.2 | go run .
package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"
)

func main() {
	log.SetFlags(0)
	m, err := newModel()
	if err == nil {
		err = run(m, os.Stdin, os.Stdout)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// run reads in a goroutine of its own, while batches are computed here: whatever rows are waiting when a batch is done
// become the next one. So a file is answered in large batches, and a single line at once. After an error the program
// ends, and the reader with it.
func run(m *model, in io.Reader, out io.Writer) error {
	rows := make(chan []float64, maxRows)
	failed := make(chan error, 1)
	go func() {
		failed <- readRows(in, rows)
		close(rows)
	}()

	w := csv.NewWriter(out)
	for first := range rows {
		batch := append([][]float64{first}, waiting(rows, maxRows-1)...)
		outputs, err := m.predict(batch)
		if err != nil {
			return err
		}
		for _, row := range outputs {
			record := []string{answer(row)}
			for _, y := range row {
				record = append(record, strconv.FormatFloat(float64(y), 'g', -1, 32))
			}
			w.Write(record)
		}
		if w.Flush(); w.Error() != nil {
			return w.Error()
		}
	}
	return <-failed
}

// waiting takes what is in the channel now, at most so many.
func waiting(rows <-chan []float64, most int) (taken [][]float64) {
	for len(taken) < most {
		select {
		case row, more := <-rows:
			if !more {
				return taken
			}
			taken = append(taken, row)
		default:
			return taken
		}
	}
	return taken
}

// readRows sends each line's numbers. A first line without numbers is a heading.
func readRows(in io.Reader, rows chan<- []float64) error {
	reader := csv.NewReader(in)
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = true
	reader.ReuseRecord = true
	for first := true; ; first = false {
		record, err := reader.Read()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		row, err := parse(record)
		switch {
		case err == nil:
			rows <- row
		case !first || slices.ContainsFunc(record, isNumber):
			line, _ := reader.FieldPos(0)
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return err == nil
}

// parse reads a row. A category is given by its name or by its place.
func parse(record []string) ([]float64, error) {
	if len(record) != numColumns {
		return nil, fmt.Errorf("a row has %d numbers, not %d", numColumns, len(record))
	}
	row := make([]float64, numColumns)
	for i, text := range record {
		text = strings.TrimSpace(text)
		if place := slices.Index(categories[i], text); place >= 0 {
			row[i] = float64(place)
			continue
		}
		number, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not a number", text)
		}
		row[i] = number
	}
	return row, nil
}
