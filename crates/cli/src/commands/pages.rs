//! `serve`: the pages, on this machine only unless it is said otherwise.

use crate::args::House;
use crate::door::{Door, First};
use crate::failure::Failure;
use crate::screen::{Screen, tell};
use crate::stop;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

pub(super) fn serve(house: &House, listen: SocketAddr, allow_others: bool, screen: &mut Screen) -> Result<(), Failure> {
    if !listen.ip().is_loopback() && !allow_others {
        return Err(Failure::invalid(
            format!("{listen} can be reached from other machines, and there is no login yet"),
            "Listen on 127.0.0.1, or add --allow-others where the network itself keeps others out",
        ));
    }
    let door = Door::open(house, "serve", First::Expects)?;
    stop::listen()?;
    let failed = |error: std::io::Error| Failure::file(format!("the pages at {listen}"), &error);
    let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(failed)?;
    let socket = threads.block_on(web::bind(listen)).map_err(failed)?;
    let address = socket.address();
    writeln!(screen, "http://{address}/")?;
    screen.flush()?;
    if !house.json {
        tell(format_args!("{} looks, as {}. Ctrl-C ends.", door.caller.name(), door.caller.role()));
    }
    let asked = async {
        while !stop::asked() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    threads.block_on(web::serve(Arc::clone(&door.app), door.caller.clone(), socket, asked)).map_err(failed)
}
