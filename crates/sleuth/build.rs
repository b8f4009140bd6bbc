//! Compiles the C shim and links libtsk dynamically. Looks nothing up beyond the system's own header and library.

fn main() {
    println!("cargo::rerun-if-changed=shim/shim.c");
    println!("cargo::rerun-if-changed=shim/shim.h");
    // `-Wl,--no-undefined` is not needed: the final link names every missing symbol.
    cc::Build::new()
        .file("shim/shim.c")
        .std("gnu11")
        .warnings(true)
        .extra_warnings(true)
        // libtsk's own header declares `()` functions and prints of its own; not ours to mend.
        .flag_if_supported("-Wno-unused-parameter")
        .flag_if_supported("-Wno-strict-prototypes")
        .compile("sleuth_shim");
    println!("cargo::rustc-link-lib=dylib=tsk");
}
