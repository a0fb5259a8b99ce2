// Programs the kernel of this network namespace as Talos does, by its own two controllers: machine configuration on standard
// input, the machine's addresses as arguments, the names of the chains on standard output. It is compiled inside a copy of
// Talos' own module, because what compiles rules there is internal; see build-program.ts.
package main

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cosi-project/runtime/pkg/controller/runtime"
	"github.com/cosi-project/runtime/pkg/safe"
	"github.com/cosi-project/runtime/pkg/state"
	"github.com/cosi-project/runtime/pkg/state/impl/inmem"
	"github.com/cosi-project/runtime/pkg/state/impl/namespaced"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	rules "github.com/siderolabs/talos/internal/app/machined/pkg/controllers/network"
	"github.com/siderolabs/talos/pkg/machinery/config/configloader"
	"github.com/siderolabs/talos/pkg/machinery/resources/config"
	"github.com/siderolabs/talos/pkg/machinery/resources/k8s"
	"github.com/siderolabs/talos/pkg/machinery/resources/network"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(addresses []string) error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}

	provider, err := configloader.NewFromBytes(text)
	if err != nil {
		return err
	}

	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()

	st := state.WrapCore(namespaced.NewState(inmem.Build))

	if err = st.Create(ctx, config.NewMachineConfig(provider)); err != nil {
		return err
	}

	own := network.NewNodeAddress(network.NamespaceName, network.FilteredNodeAddressID(network.NodeAddressRoutedID, k8s.NodeAddressFilterNoK8s))

	for _, address := range addresses {
		prefix, parseErr := netip.ParsePrefix(address)
		if parseErr != nil {
			return parseErr
		}

		own.TypedSpec().Addresses = append(own.TypedSpec().Addresses, prefix)
	}

	if err = st.Create(ctx, own); err != nil {
		return err
	}

	watcher := &watcher{}

	rt, err := runtime.NewRuntime(st, zap.New(watcher))
	if err != nil {
		return err
	}

	if err = rt.RegisterController(&rules.NfTablesChainConfigController{}); err != nil {
		return err
	}

	if err = rt.RegisterController(&rules.NfTablesChainController{}); err != nil {
		return err
	}

	go rt.Run(ctx) //nolint:errcheck

	quiet := 0

	for ctx.Err() == nil {
		time.Sleep(20 * time.Millisecond)

		if failure := watcher.failed(); failure != "" {
			return fmt.Errorf("%s", failure)
		}

		list, listErr := safe.StateListAll[*network.NfTablesChain](ctx, st)
		if listErr != nil {
			return listErr
		}

		// Without chains nothing is to come, so for a while nothing must have come.
		wanted := safe.ToSlice(list, func(chain *network.NfTablesChain) string { return chain.Metadata().ID() })
		written := watcher.chains()

		slices.Sort(wanted)

		if written == strings.Join(wanted, " ") {
			quiet++
		} else {
			quiet = 0
		}

		if quiet > 20 {
			fmt.Println(written)

			return nil
		}
	}

	return ctx.Err()
}

// watcher keeps what the controllers log.
type watcher struct {
	zapcore.LevelEnabler
	mu      sync.Mutex
	names   string
	failure string
}

func (w *watcher) Enabled(zapcore.Level) bool               { return true }
func (w *watcher) With(fields []zapcore.Field) zapcore.Core { return w }
func (w *watcher) Sync() error                              { return nil }

func (w *watcher) Check(entry zapcore.Entry, checked *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	return checked.AddCore(entry, w)
}

func (w *watcher) Write(entry zapcore.Entry, fields []zapcore.Field) error {
	w.mu.Lock()
	defer w.mu.Unlock()

	encoder := zapcore.NewMapObjectEncoder()
	for _, field := range fields {
		field.AddTo(encoder)
	}

	if entry.Message == "nftables chains updated" {
		if names, ok := encoder.Fields["chains"].([]any); ok {
			texts := make([]string, 0, len(names))
			for _, name := range names {
				texts = append(texts, fmt.Sprint(name))
			}

			slices.Sort(texts)
			w.names = strings.Join(texts, " ")
		}
	}

	if entry.Level >= zapcore.ErrorLevel {
		w.failure = fmt.Sprintf("%s %v", entry.Message, encoder.Fields["error"])
	}

	return nil
}

func (w *watcher) failed() string {
	w.mu.Lock()
	defer w.mu.Unlock()

	return w.failure
}

func (w *watcher) chains() string {
	w.mu.Lock()
	defer w.mu.Unlock()

	return w.names
}
