// This program serves one trained network over HTTP. It speaks the Open Inference Protocol, version 2, and batches
// requests as Fanout's lab does.
//
//	go run . -address 127.0.0.1:8000 -cors http://localhost:4173
package main

import (
	"context"
	"errors"
	"flag"
	"log"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	address := flag.String("address", "127.0.0.1:8000", "where to listen; :8000 for every network")
	cors := flag.String("cors", "", "origin whose pages may ask, such as http://localhost:4173; * for every page")
	drain := flag.Duration("drain", 5*time.Second, "after SIGTERM: how long to answer on while load balancers turn away")
	patience := flag.Duration("patience", 30*time.Second, "after that: how long requests in flight may take")
	p := planFromFlags()
	flag.Parse()
	if err := p.check(); err != nil {
		log.Fatal(err)
	}

	listener, err := net.Listen("tcp", *address)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("%s: http://%s/v2/models/%s, %s", modelName, listener.Addr(), modelName, p)
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	if err := serve(stop, listener, newServer(*p, *cors), *drain, *patience); err != nil {
		log.Fatal(err)
	}
}

// serve answers until stop is done, and then in an order that loses no request: first it says that it is not ready and
// closes each connection after its answer, so that clients and load balancers go elsewhere; then it takes no more
// connections and waits for the handlers; last it lets the batcher end.
func serve(stop context.Context, listener net.Listener, s *server, drain, patience time.Duration) error {
	h := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(listener) }()

	select {
	case err := <-failed:
		return err
	case <-stop.Done():
	}
	log.Printf("stopping: not ready, answering on for %s", drain)
	s.draining.Store(true)
	time.Sleep(drain)

	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := h.Shutdown(ctx); err != nil {
		return errors.Join(err, h.Close())
	}
	s.batcher.close()
	log.Print("stopped: every request has its answer")
	return nil
}
