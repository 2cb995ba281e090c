package recvfs

import (
	"fmt"
	"path/filepath"
	"strings"
	gosync "sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Name is the name of the VFS, once [Register] was called.
const Name = "recording"

// header is what stands before the file of the real VFS: the methods, and the
// number of the open file.
const header = 16

// vfs is what the callbacks know; SQLite calls them by address, so they are
// functions of the package.
var vfs struct {
	once    gosync.Once
	err     error
	real    uintptr // the VFS of the system
	methods uintptr

	mu    gosync.Mutex
	dirs  map[string]*Recorder // by absolute path
	quiet map[string]bool      // folders whose syncs are not carried out
	files map[int64]*open
	next  int64
}

// open is one open file of SQLite.
type open struct {
	rec   *Recorder // nil: not recorded
	path  string    // relative to the recorder's folder
	fresh bool      // created by this opening; its name is synced with it
	quiet bool
}

// Register adds the VFS to SQLite, once for a process.
func Register() error {
	vfs.once.Do(func() { vfs.err = register() })
	return vfs.err
}

func register() error {
	vfs.dirs, vfs.quiet, vfs.files = map[string]*Recorder{}, map[string]bool{}, map[int64]*open{}
	tls := libc.NewTLS() // lives as long as the VFS
	vfs.real = lib.Xsqlite3_vfs_find(tls, 0)
	if vfs.real == 0 {
		return fmt.Errorf("SQLite has no VFS of its own")
	}
	name, err := libc.CString(Name)
	if err != nil {
		return err
	}
	p := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	v := at[lib.Tsqlite3_vfs](p)
	*v = *at[lib.Tsqlite3_vfs](vfs.real)
	v.FpNext, v.FzName, v.FszOsFile = 0, name, v.FszOsFile+header
	v.FxOpen = address(vfsOpen)
	v.FxDelete = address(vfsDelete)
	vfs.methods = libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(lib.Tsqlite3_io_methods{})))
	*at[lib.Tsqlite3_io_methods](vfs.methods) = lib.Tsqlite3_io_methods{
		FiVersion: 2, // without memory-mapped files, which nobody could record
		FxClose:   address(fileClose), FxRead: address(fileRead), FxWrite: address(fileWrite),
		FxTruncate: address(fileTruncate), FxSync: address(fileSync), FxFileSize: address(fileSize),
		FxLock: address(fileLock), FxUnlock: address(fileUnlock), FxCheckReservedLock: address(fileCheckLock),
		FxFileControl: address(fileControl), FxSectorSize: address(fileSectorSize),
		FxDeviceCharacteristics: address(fileDevice), FxShmMap: address(fileShmMap), FxShmLock: address(fileShmLock),
		FxShmBarrier: address(fileShmBarrier), FxShmUnmap: address(fileShmUnmap),
	}
	if rc := lib.Xsqlite3_vfs_register(tls, p, 0); rc != lib.SQLITE_OK {
		return fmt.Errorf("registering the VFS: %d", rc)
	}
	return nil
}

// at is memory of SQLite as a T. It is not memory of Go, so that nothing moves.
func at[T any](p uintptr) *T { return (*T)(*(*unsafe.Pointer)(unsafe.Pointer(&p))) }

// address is how the translated code calls a function of Go.
func address[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

// function is the other way round.
func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&p)) }

// Quiet makes the VFS carry out no sync in dir, so that trying a state costs no
// waiting for a disk that will not fail.
func Quiet(dir string) {
	vfs.mu.Lock()
	defer vfs.mu.Unlock()
	vfs.quiet[filepath.Clean(dir)] = true
}

// under finds what is known of a path.
func under(path string) *open {
	vfs.mu.Lock()
	defer vfs.mu.Unlock()
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if rec := vfs.dirs[dir]; rec != nil {
			return &open{rec: rec, path: filepath.ToSlash(strings.TrimPrefix(path[len(dir):], string(filepath.Separator)))}
		}
		if vfs.quiet[dir] {
			return &open{quiet: true}
		}
		if dir == filepath.Dir(dir) {
			return &open{}
		}
	}
}

func real(file uintptr) uintptr { return file + header }

func methodsOf(file uintptr) *lib.Tsqlite3_io_methods {
	return at[lib.Tsqlite3_io_methods](*at[uintptr](real(file)))
}

func openOf(file uintptr) *open {
	vfs.mu.Lock()
	defer vfs.mu.Unlock()
	return vfs.files[*at[int64](file + 8)]
}

func vfsOpen(tls *libc.TLS, _, name, file uintptr, flags int32, out uintptr) int32 {
	*at[uintptr](file) = 0
	o := &open{}
	if name != 0 {
		path := libc.GoString(name)
		o = under(path)
		if o.rec != nil {
			o.fresh = !exists(path)
		}
	}
	f := function[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](at[lib.Tsqlite3_vfs](vfs.real).FxOpen)
	rc := f(tls, vfs.real, name, real(file), flags, out)
	if rc != lib.SQLITE_OK {
		return rc
	}
	vfs.mu.Lock()
	vfs.next++
	*at[int64](file + 8) = vfs.next
	vfs.files[vfs.next] = o
	vfs.mu.Unlock()
	*at[uintptr](file) = vfs.methods
	if o.rec != nil {
		o.rec.opened(o)
	}
	return rc
}

func vfsDelete(tls *libc.TLS, _, name uintptr, dirSync int32) int32 {
	o := under(libc.GoString(name))
	if o.quiet {
		dirSync = 0
	}
	f := function[func(*libc.TLS, uintptr, uintptr, int32) int32](at[lib.Tsqlite3_vfs](vfs.real).FxDelete)
	rc := f(tls, vfs.real, name, dirSync)
	if rc == lib.SQLITE_OK && o.rec != nil {
		o.rec.removed(o.path, dirSync != 0)
	}
	return rc
}

func fileClose(tls *libc.TLS, file uintptr) int32 {
	rc := function[func(*libc.TLS, uintptr) int32](methodsOf(file).FxClose)(tls, real(file))
	vfs.mu.Lock()
	delete(vfs.files, *at[int64](file + 8))
	vfs.mu.Unlock()
	return rc
}

func fileRead(tls *libc.TLS, file, buf uintptr, n int32, off int64) int32 {
	return function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](methodsOf(file).FxRead)(tls, real(file), buf, n, off)
}

func fileWrite(tls *libc.TLS, file, buf uintptr, n int32, off int64) int32 {
	rc := function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](methodsOf(file).FxWrite)(tls, real(file), buf, n, off)
	if o := openOf(file); rc == lib.SQLITE_OK && o.rec != nil {
		o.rec.add(Event{Op: Write, Path: o.path, Off: off, Data: append([]byte(nil), unsafe.Slice(at[byte](buf), n)...)})
	}
	return rc
}

func fileTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	rc := function[func(*libc.TLS, uintptr, int64) int32](methodsOf(file).FxTruncate)(tls, real(file), size)
	if o := openOf(file); rc == lib.SQLITE_OK && o.rec != nil {
		o.rec.add(Event{Op: Truncate, Path: o.path, Off: size})
	}
	return rc
}

func fileSync(tls *libc.TLS, file uintptr, flags int32) int32 {
	o := openOf(file)
	if o.quiet {
		return lib.SQLITE_OK
	}
	rc := function[func(*libc.TLS, uintptr, int32) int32](methodsOf(file).FxSync)(tls, real(file), flags)
	if rc == lib.SQLITE_OK && o.rec != nil {
		o.rec.synced(o)
	}
	return rc
}

func fileSize(tls *libc.TLS, file, size uintptr) int32 {
	return function[func(*libc.TLS, uintptr, uintptr) int32](methodsOf(file).FxFileSize)(tls, real(file), size)
}

func fileLock(tls *libc.TLS, file uintptr, level int32) int32 {
	return function[func(*libc.TLS, uintptr, int32) int32](methodsOf(file).FxLock)(tls, real(file), level)
}

func fileUnlock(tls *libc.TLS, file uintptr, level int32) int32 {
	return function[func(*libc.TLS, uintptr, int32) int32](methodsOf(file).FxUnlock)(tls, real(file), level)
}

func fileCheckLock(tls *libc.TLS, file, out uintptr) int32 {
	return function[func(*libc.TLS, uintptr, uintptr) int32](methodsOf(file).FxCheckReservedLock)(tls, real(file), out)
}

func fileControl(tls *libc.TLS, file uintptr, op int32, arg uintptr) int32 {
	return function[func(*libc.TLS, uintptr, int32, uintptr) int32](methodsOf(file).FxFileControl)(tls, real(file), op, arg)
}

func fileSectorSize(tls *libc.TLS, file uintptr) int32 {
	return function[func(*libc.TLS, uintptr) int32](methodsOf(file).FxSectorSize)(tls, real(file))
}

func fileDevice(tls *libc.TLS, file uintptr) int32 {
	return function[func(*libc.TLS, uintptr) int32](methodsOf(file).FxDeviceCharacteristics)(tls, real(file))
}

func fileShmMap(tls *libc.TLS, file uintptr, page, size, extend int32, out uintptr) int32 {
	return function[func(*libc.TLS, uintptr, int32, int32, int32, uintptr) int32](methodsOf(file).FxShmMap)(tls, real(file), page, size, extend, out)
}

func fileShmLock(tls *libc.TLS, file uintptr, offset, n, flags int32) int32 {
	return function[func(*libc.TLS, uintptr, int32, int32, int32) int32](methodsOf(file).FxShmLock)(tls, real(file), offset, n, flags)
}

func fileShmBarrier(tls *libc.TLS, file uintptr) {
	function[func(*libc.TLS, uintptr)](methodsOf(file).FxShmBarrier)(tls, real(file))
}

func fileShmUnmap(tls *libc.TLS, file uintptr, remove int32) int32 {
	return function[func(*libc.TLS, uintptr, int32) int32](methodsOf(file).FxShmUnmap)(tls, real(file), remove)
}
