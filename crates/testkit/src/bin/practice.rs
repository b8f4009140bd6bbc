//! `practice build DIR [--seed N] [--items N] [--small]`: makes a practice carrier and practice known sets.
//! `practice photos DIR [--seed N] [--items N] [--megapixels F]`: makes synthetic photographs for measuring.
//! `practice forum DIR [--seed N] [--members N] [--shares N]`: makes the dump of a practice forum, with its truth.

#![expect(clippy::print_stderr, clippy::print_stdout, reason = "a command line speaks to its terminal")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use testkit::Fault;
use testkit::forum::practice::{ForumScene, PracticeForum, Shares, practice_forum, write_forum};
use testkit::practice::{PracticeSize, PracticeWorld, build_telling};

const USAGE: &str = "use: practice build DIR [--seed N] [--items N] [--small]
     practice photos DIR [--seed N] [--items N] [--megapixels F]
     practice forum DIR [--seed N] [--members N] [--shares N]   (N: seed of a forum with which it shares persons)";

struct Asked {
    deed: String,
    folder: PathBuf,
    seed: u64,
    items: Option<usize>,
    members: usize,
    shares: Option<u64>,
    megapixels: f32,
    small: bool,
}

fn asked(mut words: impl Iterator<Item = String>) -> Option<Asked> {
    let (deed, folder) = (words.next()?, PathBuf::from(words.next()?));
    let (items, members, shares) = (None, 600, None);
    let mut asked = Asked { deed, folder, seed: 1, items, members, shares, megapixels: 2.0, small: false };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seed" => asked.seed = words.next()?.parse().ok()?,
            "--items" => asked.items = Some(words.next()?.parse().ok()?),
            "--members" => {
                asked.members = words.next()?.parse().ok().filter(|members| *members <= 10_000_000)?
            }
            "--shares" => asked.shares = Some(words.next()?.parse().ok()?),
            "--megapixels" => asked.megapixels = words.next()?.parse().ok()?,
            "--small" => asked.small = true,
            _ => return None,
        }
    }
    Some(asked)
}

fn main() -> ExitCode {
    let Some(asked) = asked(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let start = Instant::now();
    let done = match asked.deed.as_str() {
        "build" => {
            let size = if asked.small {
                PracticeSize::Small
            } else {
                PracticeSize::Items(asked.items.unwrap_or(2200))
            };
            let tell = |step: &str| eprintln!("{:5.1} s  {step}", start.elapsed().as_secs_f32());
            build_telling(&asked.folder, asked.seed, size, &tell).map(|world| tell_of(&world))
        }
        "forum" => make_forum(&asked).map_err(|source| Fault::File { path: asked.folder.clone(), source }),
        "photos" => testkit::photos(&asked.folder, asked.items.unwrap_or(5000), asked.seed, asked.megapixels)
            .map(|paths| println!("{} photographs", paths.len())),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => {
            eprintln!("{:5.1} s  done", start.elapsed().as_secs_f32());
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("practice: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn tell_of(world: &PracticeWorld) {
    let items = &world.truth.items;
    let count = |holds: &dyn Fn(&testkit::TruthItem) -> bool| items.iter().filter(|item| holds(item)).count();
    println!("carrier       {}", world.carrier.path().display());
    println!("items         {}", items.len());
    println!("known         {}", count(&|item| !item.known.is_empty()));
    println!("twins         {}", count(&|item| item.facts.twin.is_some()));
    println!("known good    {}", count(&|item| item.known_good));
    println!("in archives   {}", count(&|item| !item.chain.is_empty() && !item.thumbnail));
    println!("thumbnails    {}", count(&|item| item.thumbnail));
    println!("deleted       {}", count(&|item| item.deleted));
    println!("damaged       {}", count(&|item| item.facts.damage.is_some()));
    for note in &world.truth.left_out {
        println!("left out      {note}");
    }
}

fn make_forum(asked: &Asked) -> std::io::Result<()> {
    // One member in fifteen is at home in the other forum too.
    let shares = asked.shares.map(|seed| Shares { seed, persons: asked.members / 15 });
    let made = practice_forum(ForumScene { shares, ..ForumScene::of(asked.seed, asked.members) });
    let dump = write_forum(&asked.folder, &made)?;
    let PracticeForum { forum, truth } = made;
    println!("dump          {}", dump.display());
    println!("members       {}", forum.members.len());
    println!("posts         {}", forum.posts.len());
    println!("messages      {}", forum.messages.len());
    println!("groups        {}", truth.groups.len());
    println!("with a title  {}", truth.key_players.len());
    println!("brokers       {}", truth.brokers.len());
    Ok(())
}
