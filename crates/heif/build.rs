//! Finds the system's libheif. It is linked dynamically: its licence (LGPL) and its repairs stay its own.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(error) = pkg_config::Config::new().atleast_version("1.12").probe("libheif") {
        println!("cargo::error=libheif 1.12 or later is needed (Debian and Ubuntu: libheif-dev): {error}");
    }
}
