// Asks Woodpecker's own packages: questions on stdin, answers on stdout, each a line of JSON.
//
// To be built within a checkout of Woodpecker 3.17 (go build ./cmd/oracle, this file as
// cmd/oracle/main.go). What it answered is recorded in cases/.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/expr-lang/expr"

	pipeline_errors "go.woodpecker-ci.org/woodpecker/v3/pipeline/errors"
	"go.woodpecker-ci.org/woodpecker/v3/pipeline/frontend/metadata"
	"go.woodpecker-ci.org/woodpecker/v3/pipeline/frontend/yaml"
	"go.woodpecker-ci.org/woodpecker/v3/pipeline/frontend/yaml/constraint"
	"go.woodpecker-ci.org/woodpecker/v3/pipeline/frontend/yaml/linter"
	"go.woodpecker-ci.org/woodpecker/v3/pipeline/frontend/yaml/matrix"
)

type Q struct {
	Kind    string            `json:"kind"`
	Text    string            `json:"text"`
	B64     string            `json:"b64"`
	Pattern string            `json:"pattern"`
	Env     map[string]string `json:"env"`
	Event   string            `json:"event"`
	Branch  string            `json:"branch"`
	Ref     string            `json:"ref"`
	Refspec string            `json:"refspec"`
	Cron    string            `json:"cron"`
	Matrix  map[string]string `json:"matrix"`
	Global  bool              `json:"global"`
}

func jsonable(v any) any {
	switch t := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(t))
		for k, x := range t {
			m[k] = jsonable(x)
		}
		return m
	case map[any]any:
		m := make(map[string]any, len(t))
		for k, x := range t {
			m[fmt.Sprint(k)] = jsonable(x)
		}
		return m
	case []any:
		l := make([]any, len(t))
		for i, x := range t {
			l[i] = jsonable(x)
		}
		return l
	case time.Time:
		return "time:" + t.Format(time.RFC3339Nano)
	case float64:
		if math.IsInf(t, 0) || math.IsNaN(t) {
			return fmt.Sprint(t)
		}
	}
	return v
}

func meta(q Q) metadata.Metadata {
	m := metadata.Metadata{}
	m.Sys.Name = "woodpecker"
	m.Sys.Host = "ci.example.org"
	m.Sys.URL = "https://ci.example.org"
	m.Sys.Platform = "linux/amd64"
	m.Forge = metadata.Forge{Type: "gitea", URL: "https://git.example.org"}
	m.Repo.Owner = "o"
	m.Repo.Name = "r"
	m.Repo.Branch = "main"
	m.Curr.Number = 3
	m.Curr.Event = metadata.Event(q.Event)
	m.Curr.Commit.Branch = q.Branch
	m.Curr.Commit.Ref = q.Ref
	m.Curr.Commit.Refspec = q.Refspec
	m.Curr.Commit.Sha = "0123456789abcdef"
	m.Curr.Commit.Message = "a message"
	m.Curr.Commit.Author.Name = "somebody"
	m.Curr.Cron = q.Cron
	m.Workflow.Matrix = q.Matrix
	m.Workflow.Name = "wf"
	return m
}

func answer(q Q) (v any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	if q.B64 != "" {
		b, _ := base64.StdEncoding.DecodeString(q.B64)
		q.Text = string(b)
	}
	switch q.Kind {
	case "yaml":
		var d any
		err = yaml.Unmarshal([]byte(q.Text), &d)
		return jsonable(d), err
	case "envsubst":
		return metadata.EnvVarSubst(q.Text, q.Env)
	case "glob":
		return doublestar.Match(q.Pattern, q.Text)
	case "expr":
		p, err := expr.Compile(q.Text, expr.Env(q.Env), expr.AllowUndefinedVariables(), expr.AsBool())
		if err != nil {
			return nil, err
		}
		return expr.Run(p, q.Env)
	case "matrix":
		return matrix.ParseString(q.Text)
	case "when":
		doc := struct {
			When constraint.When `yaml:"when,omitempty"`
		}{}
		if err := yaml.Unmarshal([]byte(q.Text), &doc); err != nil {
			return nil, fmt.Errorf("decode: %w", err)
		}
		env := q.Env
		m := meta(q)
		return doc.When.Match(m, q.Global, env)
	case "model":
		w, err := yaml.ParseString(q.Text)
		if err != nil {
			return nil, err
		}
		lint := linter.New(linter.WithTrusted(linter.TrustedConfiguration{Network: true, Volumes: true, Security: true})).Lint([]*linter.WorkflowConfig{{File: "f", RawConfig: q.Text, Workflow: w}})
		return map[string]any{"workflow": w, "blocking": pipeline_errors.HasBlockingErrors(lint), "lint": fmt.Sprint(lint)}, nil
	}
	return nil, fmt.Errorf("what?")
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var q Q
			row := map[string]any{}
			if e := json.Unmarshal(line, &q); e != nil {
				row["error"] = "question: " + e.Error()
			} else {
				type res struct {
					v any
					e error
				}
				ch := make(chan res, 1)
				go func() { v, e := answer(q); ch <- res{v, e} }()
				select {
				case r := <-ch:
					if r.e != nil {
						row["error"] = r.e.Error()
					} else {
						row["value"] = r.v
					}
				case <-time.After(10 * time.Second):
					row["error"] = "timeout"
				}
			}
			b, e := json.Marshal(row)
			if e != nil {
				b, _ = json.Marshal(map[string]any{"error": "json: " + e.Error()})
			}
			out.Write(b)
			out.WriteByte('\n')
			out.Flush()
		}
		if err != nil {
			return
		}
	}
}
