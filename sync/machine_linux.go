package sync

import (
	"os"
	"strings"
)

// machineID reads machine-id(5). One that is empty or not yet set is unknown.
func machineID() string {
	for _, path := range []string{"/etc/machine-id", "/var/lib/dbus/machine-id"} {
		b, err := os.ReadFile(path)
		if id := strings.TrimSpace(string(b)); err == nil && len(id) == 32 && strings.Trim(id, "0") != "" {
			return id
		}
	}
	return ""
}
