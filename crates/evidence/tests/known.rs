//! Every form of known set, read through the public door. All digests belong to short harmless texts.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use evidence::known::{Format, KnownErrorKind, KnownRecord, KnownSummary, ListOf, read, read_path};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::process::Command;

const MD5: &str = "900150983cd24fb0d6963f7d28e17f72";
const SHA1: &str = "a9993e364706816aba3e25717850c26c9cd0d89d";
const SHA256: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn take(format: Format, text: impl AsRef<[u8]>) -> (Vec<KnownRecord>, KnownSummary) {
    let mut records = Vec::new();
    let summary = read(format, &mut Cursor::new(text.as_ref().to_vec()), &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(summary.found, summary.records + summary.refused);
    assert_eq!(summary.records, records.len() as u64);
    (records, summary)
}

fn refused(format: Format, text: impl AsRef<[u8]>) -> KnownErrorKind {
    read(format, &mut Cursor::new(text.as_ref().to_vec()), &mut |_| ControlFlow::Continue(()))
        .unwrap_err()
        .kind
}

fn recognised(text: &[u8], name: &str) -> Format {
    Format::recognise(text, name).unwrap()
}

fn problems(summary: &KnownSummary) -> Vec<String> {
    summary.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn vics_1_3_list_of_media() {
    let text = format!(
        "\u{feff}{{\"odata.metadata\":\"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media\",\"value\":[\n\
         {{\"MediaID\":1,\"Category\":1,\"MD5\":\"{MD5}\",\"SHA1\":\"{SHA1}\",\"PhotoDNA\":\"AAAA\",\
          \"MediaSize\":\"3\",\"VictimIdentified\":\"true\",\"IsDistributed\":\"false\",\
          \"DateUpdated\":\"/Date(1700000000000)/\",\"Series\":\"Lakes\",\"Tags\":[\"a\",\"b\"],\
          \"MediaFiles\":[{{\"FilePath\":\"x\"}},{{\"FileName\":\"lake.jpg\"}},{{\"FileName\":\"copy.jpg\"}}]}}]}}"
    );
    assert_eq!(recognised(text.as_bytes(), "set.json"), Format::Vics13);
    let (records, summary) = take(Format::Vics13, &text);
    let wanted = KnownRecord {
        md5: MD5.parse().ok(),
        sha1: SHA1.parse().ok(),
        size_bytes: Some(3),
        category: Some("1".to_owned()),
        name: Some("lake.jpg".to_owned()),
        series: Some("Lakes".to_owned()),
        tags: Some("a, b".to_owned()),
        victim_identified: Some(true),
        distributed: Some(false),
        line: 2,
        offset_bytes: records[0].offset_bytes,
        ..KnownRecord::default()
    };
    assert_eq!(records, [wanted]);
    assert_eq!(&text.as_bytes()[records[0].offset_bytes as usize..][..9], b"\"MediaID\"");
    assert_eq!((summary.photodna_ignored, summary.problems_total), (1, 0));
    assert_eq!(
        (summary.declared.as_deref(), summary.scheme),
        (Some("http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media"), None)
    );
}

#[test]
fn vics_2_0_cases_hold_media_and_their_totals_are_not_believed() {
    let text = format!(
        r#"{{"value":[{{"CaseID":"c","TotalMediaFiles":99,"Media":[
             {{"MD5":"{MD5}","Category":null,"RelativeFilePath":"VIC\\a.jpg","MediaFiles":[]}},
             {{"SHA256":"{SHA256}","Category":"A1","IsPrecategorized":true}}]}},
           {{"CaseID":"d","Media":null}},{{"CaseID":"e","Media":[]}}],
           "@odata.context":"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Cases"}}"#
    );
    assert_eq!(recognised(text.as_bytes(), "set.json"), Format::Vics20);
    let (records, summary) = take(Format::Vics20, &text);
    assert_eq!((summary.found, summary.scheme.as_deref()), (2, Some("UK")));
    assert_eq!((records[0].category.as_deref(), records[0].name.as_deref()), (None, Some("VIC\\a.jpg")));
    assert_eq!((records[1].sha256, records[1].line), (SHA256.parse().ok(), 3));
}

#[test]
fn a_media_with_many_files_is_one_entry() {
    let files = vec![r#"{"FileName":"n.jpg","FilePath":"/p/n.jpg","Nested":[[1]]}"#; 116].join(",");
    let (records, _) =
        take(Format::Vics20, format!(r#"{{"value":[{{"MD5":"{MD5}","MediaFiles":[{files}]}}]}}"#));
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].name.as_deref(), Some("n.jpg"));
}

#[test]
fn bad_media_are_refused_and_the_good_ones_kept() {
    let text = format!(
        "{{\"value\":[\n{{\"MD5\":\"12\"}},\n{{\"MD5\":5}},\n{{\"MD5\":[]}},\n7,\n[1],\nnull,\n{{}},\n\
         {{\"MD5\":\"{MD5}\",\"MD5\":\"{MD5}\"}},\n{{\"PhotoDNA\":\"AAAA\"}},\n\
         {{\"MD5\":\"00000000000000000000000000000000\"}},\n\
         {{\"MD5\":\"{MD5}\",\"MediaSize\":\"big\",\"IsDistributed\":\"maybe\"}}]}}"
    );
    let (records, summary) = take(Format::Vics20, text);
    assert_eq!((records.len(), summary.refused, summary.doubtful), (1, 10, 1));
    insta::assert_snapshot!(problems(&summary).join("\n"));
}

#[test]
fn truncated_vics_never_panics_and_is_never_taken_for_whole() {
    let text = format!(
        r#"{{"odata.metadata":"x","value":[{{"MD5":"{MD5}","Tags":["é"],"MediaFiles":[{{"FileName":"a\u00e9"}}]}},{{"SHA1":"{SHA1}","MediaSize":-1.5e3}}]}}"#
    );
    take(Format::Vics13, &text);
    for end in 0..text.len() {
        refused(Format::Vics13, &text.as_bytes()[..end]);
    }
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 0x15;
        let _ = read(Format::Vics13, &mut Cursor::new(bytes), &mut |_| ControlFlow::Continue(()));
    }
}

#[test]
fn json_that_is_no_vics_is_refused() {
    assert_eq!(refused(Format::Vics20, r#"{"a":1}"#), KnownErrorKind::NotThisFormat);
    assert_eq!(refused(Format::Vics20, "[]"), KnownErrorKind::Broken);
    assert_eq!(refused(Format::Vics20, r#"{"value":[]} {"#), KnownErrorKind::Broken);
    let deep = format!(r#"{{"value":[{{"Tags":{}"#, "[".repeat(100_000));
    assert_eq!(refused(Format::Vics20, deep), KnownErrorKind::Broken);
}

#[test]
fn tables_by_their_header() {
    for delimiter in [",", ";", "\t"] {
        for mark in ["", "\u{feff}", "sep=;\r\n"] {
            let rows = [
                ["Name", "SHA-1", "Md5", "sha 256", "PDQ", "Category", "File Size", "other"],
                ["\"a, b; c\r\nd\"", SHA1, MD5, "", SHA256, "A1", "3", "x"],
                ["plain", "", MD5, "", "", "", "", ""],
            ];
            let text = format!("{mark}{}\r\n", rows.map(|row| row.join(delimiter)).join("\r\n"));
            assert_eq!(recognised(text.as_bytes(), "x.csv"), Format::Csv);
            let (records, _) = take(Format::Csv, &text);
            let header = 1 + u64::from(mark.starts_with("sep"));
            assert_eq!(
                records.iter().map(|r| r.line).collect::<Vec<_>>(),
                [header + 1, header + 3],
                "{text}"
            );
            assert_eq!(records[0].name.as_deref(), Some("a, b; c\r\nd"));
            assert_eq!(records[0].pdq, SHA256.parse().ok());
            assert_eq!((records[0].size_bytes, records[0].category.as_deref()), (Some(3), Some("A1")));
            assert!(text.as_bytes()[records[1].offset_bytes as usize..].starts_with(b"plain"));
        }
    }
}

#[test]
fn icse_table() {
    let text = format!(
        "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;\
         Number of submissions;File Available;Media Type;Baseline\n\
         {MD5};{SHA1};AAAA;12;Yes;No;No;Lakes;4;Yes;Image;True\n"
    );
    assert_eq!(recognised(text.as_bytes(), "x.csv"), Format::IcseCsv);
    let (records, summary) = take(Format::IcseCsv, text);
    assert_eq!(records[0].category.as_deref(), Some("Baseline True"));
    assert_eq!((records[0].distributed, records[0].victim_identified), (Some(true), Some(false)));
    assert_eq!((records[0].series.as_deref(), summary.photodna_ignored), (Some("Lakes"), 1));
    assert_eq!(refused(Format::IcseCsv, format!("md5;name\n{MD5};a\n")), KnownErrorKind::NotThisFormat);
}

#[test]
fn the_older_nsrl_text_is_a_table() {
    let text = format!(
        "\"SHA-1\",\"MD5\",\"CRC32\",\"FileName\",\"FileSize\",\"ProductCode\",\"OpSystemCode\",\"SpecialCode\"\r\n\
         \"{}\",\"{}\",\"352441C2\",\"a.txt\",3,1,\"358\",\"\"\r\n",
        SHA1.to_uppercase(),
        MD5.to_uppercase()
    );
    assert_eq!(recognised(text.as_bytes(), "NSRLFile.txt"), Format::Csv);
    let (records, _) = take(Format::Csv, text);
    assert_eq!((records[0].sha1, records[0].md5), (SHA1.parse().ok(), MD5.parse().ok()));
    assert_eq!((records[0].size_bytes, records[0].name.as_deref()), (Some(3), Some("a.txt")));
}

#[test]
fn bad_tables() {
    let (records, summary) =
        take(Format::Csv, format!("md5,size\n{MD5},3\n{MD5}\nzz,1\n\n{MD5},3,4\n{MD5},-1\n,5\n"));
    assert_eq!(records.len(), 2);
    insta::assert_snapshot!(problems(&summary).join("\n"));
    assert_eq!(refused(Format::Csv, format!("hash,size\n{MD5},3\n")), KnownErrorKind::NoDigestColumn);
    assert_eq!(refused(Format::Csv, ""), KnownErrorKind::NoDigestColumn);
    assert_eq!(refused(Format::Csv, format!("md5,MD5\n{MD5},{MD5}\n")), KnownErrorKind::Ambiguous);
    let unclosed = format!("md5,name\n{MD5},a\n{MD5},\"{}", "x".repeat(17 << 20));
    assert_eq!(refused(Format::Csv, unclosed), KnownErrorKind::Broken);
}

#[test]
fn plain_lists() {
    let text = format!("\u{feff}# ours\r\n\r\n{MD5}\r\n  {}  \nnot one\nabc\n{SHA1}", SHA1.to_uppercase());
    assert_eq!(recognised(text.as_bytes(), "x"), Format::List(None));
    let (records, summary) = take(Format::List(None), text);
    assert_eq!(records.iter().map(|r| r.line).collect::<Vec<_>>(), [3, 4, 7]);
    assert_eq!((records[1].sha1, records[2].sha1), (SHA1.parse().ok(), SHA1.parse().ok()));
    insta::assert_snapshot!(problems(&summary).join("\n"));
}

#[test]
fn sixty_four_digits_are_never_guessed() {
    assert_eq!(refused(Format::List(None), format!("{MD5}\n{SHA256}\n")), KnownErrorKind::Ambiguous);
    let (records, _) = take(Format::List(Some(ListOf::Sha256)), SHA256);
    assert_eq!((records[0].sha256, records[0].pdq), (SHA256.parse().ok(), None));
    let (records, _) = take(Format::List(Some(ListOf::Pdq)), SHA256);
    assert_eq!((records[0].sha256, records[0].pdq), (None, SHA256.parse().ok()));
}

#[test]
fn wide_text_is_refused_with_a_hint() {
    let wide = |bom: bool, little: bool| -> Vec<u8> {
        let units = MD5.encode_utf16().map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() });
        let mark = if little { [0xff, 0xfe] } else { [0xfe, 0xff] };
        bom.then_some(mark).into_iter().chain(units).flatten().collect()
    };
    for (bom, little) in [(true, true), (true, false), (false, true), (false, false)] {
        assert_eq!(recognised(&wide(bom, little), "x"), Format::List(None));
        assert_eq!(refused(Format::List(None), wide(bom, little)), KnownErrorKind::Encoding);
    }
}

#[test]
fn what_md5sum_and_its_kin_write() {
    let folder = tempfile::tempdir().unwrap();
    let strange = ["a.txt", "b ) = c.txt", " lead", "line\nbreak", "back\\slash", "*star"];
    for name in strange {
        std::fs::write(folder.path().join(name), "abc").unwrap();
    }
    for tool in ["md5sum", "sha1sum", "sha256sum"] {
        for option in ["--text", "--binary", "--tag"] {
            let run = |command: &mut Command| command.current_dir(&folder).output().unwrap().stdout;
            // GNU writes a tagged line for an escaped name with a backslash in front; only plain names here.
            let names = if option == "--tag" { &strange[..3] } else { &strange[..] };
            let list = run(Command::new(tool).arg(option).arg("--").args(names));
            assert_eq!(recognised(&list, "x"), Format::SleuthKit);
            let (records, summary) = take(Format::SleuthKit, &list);
            assert_eq!(summary.refused, 0, "{tool} {option}: {:?}", problems(&summary));
            let read: Vec<&str> = records.iter().filter_map(|record| record.name.as_deref()).collect();
            let wanted: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            assert_eq!(read, wanted, "{tool} {option}");
            for record in records {
                let found = (record.md5.is_some(), record.sha1.is_some(), record.sha256.is_some());
                assert_eq!(found, (tool == "md5sum", tool == "sha1sum", tool == "sha256sum"));
            }
        }
    }
}

#[test]
fn what_hfind_makes_of_a_list() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("l.md5"), format!("{MD5}  a.txt\n")).unwrap();
    let made = Command::new("hfind").args(["-i", "md5sum", "l.md5"]).current_dir(&folder).status().unwrap();
    assert!(made.success());
    let index = std::fs::read(folder.path().join("l.md5-md5.idx")).unwrap();
    assert_eq!(recognised(&index, "l.md5-md5.idx"), Format::SleuthKit);
    let (records, summary) = take(Format::SleuthKit, index);
    assert_eq!((records.len(), summary.found, records[0].md5), (1, 1, MD5.parse().ok()));
}

#[test]
fn what_hashdeep_writes() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "na,me \"q\".txt"] {
        std::fs::write(folder.path().join(name), "abc").unwrap();
    }
    for columns in ["md5,sha256", "md5,sha1,sha256", "sha1,tiger,whirlpool"] {
        let list = Command::new("hashdeep")
            .args(["-c", columns, "-l", "-r", "."])
            .current_dir(&folder)
            .output()
            .unwrap();
        assert_eq!(recognised(&list.stdout, "x"), Format::Hashdeep);
        let (records, summary) = take(Format::Hashdeep, list.stdout);
        assert_eq!((records.len(), summary.problems_total), (2, 0));
        for record in &records {
            assert_eq!(record.size_bytes, Some(3));
            assert_eq!(record.md5, columns.contains("md5").then(|| MD5.parse().unwrap()));
            assert_eq!(record.sha1, columns.contains("sha1").then(|| SHA1.parse().unwrap()));
            assert_eq!(record.sha256, columns.contains("sha256").then(|| SHA256.parse().unwrap()));
        }
        let mut names: Vec<_> = records.into_iter().filter_map(|record| record.name).collect();
        names.sort();
        assert_eq!(names, ["./a.txt", "./na,me \"q\".txt"]);
    }
}

#[test]
fn bad_hashdeep_lists() {
    let head = "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n## a comment\n";
    let (records, summary) =
        take(Format::Hashdeep, format!("{head}3,{MD5},a\nx,{MD5},b\n3,{MD5}\n3,{},c\n3,9001509", &MD5[1..]));
    assert_eq!(records.len(), 2);
    insta::assert_snapshot!(problems(&summary).join("\n"));
    assert_eq!(refused(Format::Hashdeep, MD5), KnownErrorKind::NotThisFormat);
    assert_eq!(refused(Format::Hashdeep, "%%%% HASHDEEP-1.0\n"), KnownErrorKind::Broken);
    assert_eq!(
        refused(Format::Hashdeep, "%%%% HASHDEEP-1.0\n%%%% size,md5\n"),
        KnownErrorKind::NotThisFormat
    );
    let tiger = "%%%% HASHDEEP-1.0\n%%%% size,tiger,filename\n";
    assert_eq!(refused(Format::Hashdeep, tiger), KnownErrorKind::NoDigestColumn);
    assert_eq!(
        refused(Format::Hashdeep, format!("{head}3,{MD5},a\n%%%% size,sha1,filename\n")),
        KnownErrorKind::Broken
    );
}

#[test]
fn the_caller_can_break_off() {
    let cases = [
        (Format::List(None), format!("{MD5}\n{SHA1}\n")),
        (Format::Csv, format!("md5\n{MD5}\n{MD5}\n")),
        (Format::SleuthKit, format!("{MD5}  a\n{MD5}  b\n")),
        (Format::Hashdeep, format!("%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n3,{MD5},a\n3,{MD5},b\n")),
        (Format::Vics20, format!(r#"{{"value":[{{"MD5":"{MD5}"}},{{"MD5":"{MD5}"}}]}}"#)),
    ];
    for (format, text) in cases {
        let summary = read(format, &mut Cursor::new(text), &mut |_| ControlFlow::Break(())).unwrap();
        assert_eq!((summary.records, summary.stopped), (1, true), "{format:?}");
    }
}

#[test]
fn the_empty_files_digest_is_kept_with_a_doubt() {
    let (records, summary) = take(Format::List(None), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!((records.len(), summary.doubtful), (1, 1));
}

#[test]
fn a_file_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    std::fs::write(&path, MD5).unwrap();
    let summary = read_path(Format::List(None), &path, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(summary.records, 1);
    let absent = folder.path().join("absent");
    let error = read_path(Format::List(None), &absent, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(error.kind, KnownErrorKind::Unreadable);
}
