// A verifier of proof files that shares no code with ours: Go's own module-proxy log (golang.org/x/mod/sumdb), which
// the Go toolchain carries in its source. Reads lines of JSON {text, entry} after a first line with the log's key;
// answers each with `yes INDEX SIZE ROOT` or `no REASON`.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type task struct {
	Text  string `json:"text"`
	Entry []byte `json:"entry"`
}

func decoded(line string) (hash tlog.Hash, err error) {
	data, err := base64.StdEncoding.Strict().DecodeString(line)
	if err == nil && len(data) != tlog.HashSize {
		err = errors.New("size")
	}
	copy(hash[:], data)
	return hash, err
}

func judged(one task, verifiers note.Verifiers) (string, error) {
	top, rest, found := strings.Cut(one.Text, "\n\n")
	lines := strings.Split(top, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return "", errors.New("form")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return "", errors.New("index")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return "", err
	}
	proof := tlog.RecordProof{}
	for _, line := range lines[1:] {
		hash, err := decoded(line)
		if err != nil {
			return "", err
		}
		proof = append(proof, hash)
	}
	opened, err := note.Open([]byte(rest), verifiers)
	if err != nil {
		return "", err
	}
	head := strings.Split(opened.Text, "\n")
	if len(head) < 4 {
		return "", errors.New("head")
	}
	size, err := strconv.ParseInt(head[1], 10, 64)
	if err != nil {
		return "", err
	}
	root, err := decoded(head[2])
	if err != nil {
		return "", err
	}
	if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(one.Entry)); err != nil {
		return "", err
	}
	return fmt.Sprintf("yes %d %d %s", index, size, root), nil
}

func main() {
	reader := bufio.NewScanner(os.Stdin)
	reader.Buffer(nil, 1<<20)
	reader.Scan()
	verifier, err := note.NewVerifier(reader.Text())
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	for reader.Scan() {
		one := task{}
		if err := json.Unmarshal(reader.Bytes(), &one); err != nil {
			fmt.Println("no json")
			continue
		}
		said, err := judged(one, note.VerifierList(verifier))
		if err != nil {
			said = "no " + strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Println(said)
	}
}
