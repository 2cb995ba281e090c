//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/store/sample"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// BenchmarkSeal seals a laptop's 3.500 assessments, and 10.000 ops, with all that
// `seal` does besides: the log is read, the file written, synced and read back.
// At most twice as long as to hash, compress and encrypt the same bytes; 10.000
// ops in at most a second.
func BenchmarkSeal(b *testing.B) {
	for _, c := range []struct {
		name  string
		coops int
	}{{"seal-3500", 730}, {"seal-10000-ops", 1170}} {
		b.Run(c.name, func(b *testing.B) {
			dir := filepath.Join(benchCache(b), c.name)
			if _, err := os.Stat(dir); err != nil {
				makeSealer(b, dir, c.coops)
			}
			benchSeal(b, dir)
		})
	}
}

func benchSeal(b *testing.B, dir string) {
	b.Helper()
	e := &env{ctx: context.Background(), stderr: io.Discard, lang: "vi", data: ownCopy(b, dir)}
	s, err := e.unlock(nil)
	fatal(b, err)
	defer func() { fatal(b, s.Close()) }()
	p, err := s.Desk.Pending(e.ctx)
	fatal(b, err)
	var plain bytes.Buffer
	fatal(b, s.Desk.Outgoing(e.ctx, p.From, p.To, func(line []byte) error {
		plain.Write(line)
		return plain.WriteByte('\n')
	}))
	recipient, err := age.GenerateX25519Identity()
	fatal(b, err)
	to := b.TempDir()
	var took, bare []time.Duration
	for b.Loop() {
		begin := time.Now()
		sum := sha256.Sum256(plain.Bytes())
		_ = sum
		w, err := age.Encrypt(io.Discard, recipient.Recipient())
		fatal(b, err)
		z := gzip.NewWriter(w)
		_, err = z.Write(plain.Bytes())
		fatal(b, err)
		fatal(b, z.Close())
		fatal(b, w.Close())
		middle := time.Now()
		_, err = s.Seal(e.ctx, to)
		fatal(b, err)
		bare, took = append(bare, middle.Sub(begin)), append(took, time.Since(middle))
	}
	compare(b, took, bare)
	b.ReportMetric(float64(plain.Len())/1e6, "MB")
	b.ReportMetric(float64(p.To-p.From+1), "ops")
}

// sealerUnit is the reporting unit of a laptop that stands alone.
const sealerUnit = "615"

// makeSealer makes an enrolled laptop with so many cooperatives: each has five
// years of figures and of assessments.
func makeSealer(b *testing.B, dir string, coops int) {
	b.Helper()
	tmp := dir + ".new"
	fatal(b, os.RemoveAll(tmp))
	e := &env{ctx: context.Background(), stderr: io.Discard, lang: "vi"}
	now := time.Now().Format(time.RFC3339)
	province := e.at(filepath.Join(b.TempDir(), seasonStore))
	_, ca, err := e.createStore(province.data, sync.InitOptions{Self: sync.Self{Mode: trust.Training, Role: store.Province, Person: "Tỉnh", Unit: "62", Created: now}})
	fatal(b, err)
	p, err := province.unlock(nil)
	fatal(b, err)
	authority, err := trust.OpenCA(trust.CADir(province.data), nil)
	fatal(b, err)
	defer authority.Close()
	laptop := e.at(tmp)
	_, _, err = e.createStore(tmp, sync.InitOptions{Self: sync.Self{Mode: trust.Training, Role: store.Officer, Person: "Cán bộ", Unit: sealerUnit, Created: now}})
	fatal(b, err)
	o, err := laptop.unlock(nil)
	fatal(b, err)
	enrolBench(b, p, o, authority, ca, tmp+".grant")
	fatal(b, e.fill(o.Desk, 1, sample.Options{Coops: coops, Years: 5, Under: sealerUnit}))
	fatal(b, o.Close())
	fatal(b, p.Close())
	fatal(b, os.Rename(tmp, dir))
}
