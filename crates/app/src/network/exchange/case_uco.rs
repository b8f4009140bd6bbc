//! CASE/UCO: leads as a graph of accounts, countries and what ties them, each tie with its grounds.
//!
//! A tie is a relationship that says "possibly used from"; grounds for and against are annotations on it. Nothing says who used
//! the account. The names of things are UUIDs made from what they stand for, so the same leads give the same file.

use crate::network::{MemberRef, NetworkLeads, ToldLead, ToldReason};
use casework::lead::LeadTable;
use fingerprint::Digester;
use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vocab::{Moment, Sha256};

/// The name space of our UUIDs (RFC 9562, version 5), drawn once.
const SPACE: [u8; 16] =
    [0x7a, 0xba, 0xf6, 0xb8, 0xcf, 0xe6, 0x4a, 0x48, 0x9f, 0xc6, 0x52, 0x22, 0x2f, 0x3a, 0x9e, 0x1e];

pub(super) fn write(leads: &NetworkLeads) -> serde_json::Result<Vec<u8>> {
    #[derive(Serialize)]
    struct Document<'a> {
        #[serde(rename = "@context")]
        context: Value,
        #[serde(rename = "@graph")]
        graph: Graph<'a>,
    }
    let context = json!({
        "case-investigation": "https://ontology.caseontology.org/case/investigation/",
        "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
        "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
        "uco-location": "https://ontology.unifiedcyberontology.org/uco/location/",
        "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
        "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    let mut bytes = serde_json::to_vec(&Document { context, graph: Graph(leads) })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The things of the graph, written one by one: a network may have a million leads.
struct Graph<'a>(&'a NetworkLeads);

impl Serialize for Graph<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let leads = self.0;
        let mut things = serializer.serialize_seq(None)?;
        for thing in leads.head() {
            things.serialize_element(&thing)?;
        }
        let countries: BTreeSet<&str> = leads.leads.iter().map(|lead| lead.country.as_str()).collect();
        for country in countries {
            things.serialize_element(&leads.place(country))?;
        }
        let members: BTreeSet<&MemberRef> = leads.leads.iter().map(|lead| &lead.member).collect();
        for member in members {
            things.serialize_element(&leads.account(member))?;
        }
        for lead in &leads.leads {
            things.serialize_element(&leads.tie(lead))?;
            let sides = [("for", &lead.grounds), ("against", &lead.against)];
            for (side, reasons) in sides {
                for (number, reason) in reasons.iter().enumerate() {
                    things.serialize_element(&leads.ground(lead, (side, number), reason))?;
                }
            }
        }
        things.end()
    }
}

fn reference(id: &str) -> Value {
    json!({ "@id": id })
}

fn references(ids: impl IntoIterator<Item = String>) -> Vec<Value> {
    ids.into_iter().map(|id| reference(&id)).collect()
}

fn time(at: Moment) -> Value {
    json!({ "@type": "xsd:dateTime", "@value": at.to_string() })
}

impl NetworkLeads {
    /// The name of a thing of this network.
    fn id(&self, of: &[&str]) -> String {
        let mut digest = Digester::new();
        digest.update(&SPACE);
        digest.update(self.network.to_string().as_bytes());
        for part in of {
            // Lengths keep ("a", "bc") from being ("ab", "c").
            digest.update(&(part.len() as u64).to_be_bytes());
            digest.update(part.as_bytes());
        }
        let sha1 = digest.finish().sha1;
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&sha1.0[..16]);
        bytes[6] = (bytes[6] & 0x0f) | 0x50;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let [a, b, c, d, e] = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
        format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
    }

    fn tie_id(&self, lead: &ToldLead) -> String {
        self.id(&["lead", &lead.member.id, &lead.country])
    }

    /// What stands once: who made it, the case, the network, files and tables, and the bundle that holds the leads.
    fn head(&self) -> Vec<Value> {
        let (maker, network) = (self.id(&["maker", &self.made_by]), self.id(&["network"]));
        let (case, origin, bundle) = (self.id(&["case"]), self.id(&["origin"]), self.id(&["bundle"]));
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|file| self.file(&["file", &file.name], &file.name, file.sha256, Some(file.size_bytes)))
            .collect();
        let tables = self.tables.iter().enumerate().map(|(number, read)| {
            let LeadTable { file, sha256 } = &read.table;
            self.file(&["table", &number.to_string()], file, *sha256, None)
        });
        let files: Vec<Value> = files.into_iter().chain(tables).collect();
        let of_files = || files.iter().filter_map(|file| file["@id"].as_str().map(str::to_owned));
        let read = format!(
            "{} was read from these files under entry {} of the ledger; then tables of addresses, where there are any.",
            self.name, self.ledger_intent
        );
        let leads = self.leads.iter().map(|lead| self.tie_id(lead));
        let mut head = vec![
            json!({
                "@id": maker, "@type": "uco-identity:Identity", "uco-core:name": self.made_by,
            }),
            json!({
                "@id": bundle, "@type": "uco-core:Bundle",
                "uco-core:name": format!("Leads by country: {}", self.name),
                "uco-core:description": self.caveat,
                "uco-core:createdBy": reference(&maker),
                "uco-core:objectCreatedTime": time(self.made_at),
                "uco-core:object": references([case.clone(), origin.clone()].into_iter().chain(leads)),
            }),
            json!({
                "@id": case, "@type": "case-investigation:Investigation",
                "uco-core:name": self.case.as_str(),
                "uco-core:object": references([network.clone()]),
            }),
            json!({
                "@id": network, "@type": "uco-observable:OnlineService",
                "uco-core:hasFacet": {
                    "@id": self.id(&["network", "facet"]),
                    "@type": "uco-observable:OnlineServiceFacet",
                    "uco-core:name": self.name,
                },
            }),
            json!({
                "@id": origin, "@type": "case-investigation:ProvenanceRecord",
                "uco-core:description": read,
                "uco-core:object": references(of_files().chain([network.clone()])),
            }),
        ];
        head.extend(files);
        head
    }

    fn file(&self, of: &[&str], name: &str, sha256: Sha256, size_bytes: Option<u64>) -> Value {
        let part = |part: &str| self.id(&[of, &[part]].concat());
        let mut content = json!({
            "@id": part("content"), "@type": "uco-observable:ContentDataFacet",
            "uco-observable:hash": {
                "@id": part("hash"), "@type": "uco-types:Hash",
                "uco-types:hashMethod": "SHA256",
                "uco-types:hashValue": { "@type": "xsd:hexBinary", "@value": sha256.to_string() },
            },
        });
        if let Some(size_bytes) = size_bytes {
            content["uco-observable:sizeInBytes"] =
                json!({ "@type": "xsd:integer", "@value": size_bytes.to_string() });
        }
        let mut facets = vec![content];
        // A source that is one file is known by its digest; where it lay on our machine is nobody else's business.
        if !name.is_empty() {
            facets.push(json!({
                "@id": part("name"), "@type": "uco-observable:FileFacet", "uco-observable:fileName": name,
            }));
        }
        json!({ "@id": self.id(of), "@type": "uco-observable:File", "uco-core:hasFacet": facets })
    }

    fn place(&self, country: &str) -> Value {
        let named = self.countries.iter().find(|count| count.country == country);
        json!({
            "@id": self.id(&["country", country]), "@type": "uco-location:Location",
            "uco-core:name": named.map_or(country, |count| count.name.as_str()),
            "uco-core:hasFacet": {
                "@id": self.id(&["country", country, "facet"]),
                "@type": "uco-location:SimpleAddressFacet",
                "uco-location:country": country,
            },
        })
    }

    fn account(&self, member: &MemberRef) -> Value {
        json!({
            "@id": self.id(&["account", &member.id]), "@type": "uco-observable:DigitalAccount",
            "uco-core:hasFacet": [
                {
                    "@id": self.id(&["account", &member.id, "account"]),
                    "@type": "uco-observable:AccountFacet",
                    "uco-observable:accountIdentifier": member.id,
                    "uco-observable:accountIssuer": reference(&self.id(&["network"])),
                },
                {
                    "@id": self.id(&["account", &member.id, "digital"]),
                    "@type": "uco-observable:DigitalAccountFacet",
                    "uco-observable:displayName": member.name,
                },
            ],
        })
    }

    fn tie(&self, lead: &ToldLead) -> Value {
        json!({
            "@id": self.tie_id(lead), "@type": "uco-core:Relationship",
            "uco-core:source": reference(&self.id(&["account", &lead.member.id])),
            "uco-core:target": reference(&self.id(&["country", &lead.country])),
            "uco-core:kindOfRelationship": "Possibly_Used_From",
            "uco-core:isDirectional": true,
            "uco-core:description": self.caveat,
            "uco-core:tag": format!("strength:{}", lead.strength),
        })
    }

    fn ground(&self, lead: &ToldLead, (side, number): (&str, usize), reason: &ToldReason) -> Value {
        let number = number.to_string();
        json!({
            "@id": self.id(&["ground", &lead.member.id, &lead.country, side, &number]),
            "@type": "uco-core:Annotation",
            "uco-core:statement": reason.text,
            "uco-core:object": reference(&self.tie_id(lead)),
            "uco-core:tag": [
                format!("ground:{side}"), format!("strength:{}", reason.strength), format!("rule:{}", reason.rule),
            ],
        })
    }
}
