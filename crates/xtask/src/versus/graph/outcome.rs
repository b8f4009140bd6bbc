//! What a program told of its steps, over all rounds.

use super::VersusError;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What one step cost in one round.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cost {
    pub(super) wall_seconds: f64,
    pub(super) cpu_seconds: f64,
    pub(super) peak_bytes: u64,
}

/// All that one program told.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) version: String,
    /// By step; a step that the program does not have is not there.
    costs: BTreeMap<String, Vec<Cost>>,
    said: BTreeMap<String, Value>,
    folder: PathBuf,
}

impl Told {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            version: format!("hoeder {}", env!("CARGO_PKG_VERSION")),
            folder: folder.to_owned(),
            ..Self::default()
        }
    }

    /// Takes the lines of one round.
    pub(super) fn take(&mut self, lines: &str) -> Result<(), VersusError> {
        for line in lines.lines() {
            let strange = || VersusError::failed("a program", format!("said {line:?}"));
            let told: Value = serde_json::from_str(line).map_err(|_| strange())?;
            if let Some(version) = told["version"].as_str() {
                version.clone_into(&mut self.version);
                continue;
            }
            let step = told["step"].as_str().ok_or_else(strange)?.to_owned();
            let cost = Cost {
                wall_seconds: told["wall"].as_f64().ok_or_else(strange)?,
                cpu_seconds: told["cpu"].as_f64().ok_or_else(strange)?,
                peak_bytes: told["peak"].as_u64().ok_or_else(strange)?,
            };
            self.costs.entry(step.clone()).or_default().push(cost);
            self.said.insert(step, told["said"].clone());
        }
        Ok(())
    }

    /// What the step costs, each the median over the rounds; none where it is not done.
    pub(super) fn cost(&self, step: &str) -> Option<Cost> {
        let costs = self.costs.get(step)?;
        let middle = |of: fn(&Cost) -> f64| {
            let mut values: Vec<f64> = costs.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
        };
        Some(Cost {
            wall_seconds: middle(|cost| cost.wall_seconds),
            cpu_seconds: middle(|cost| cost.cpu_seconds),
            peak_bytes: costs.iter().map(|cost| cost.peak_bytes).max().unwrap_or(0),
        })
    }

    /// What came out, in the last round.
    pub(super) fn said(&self, step: &str) -> &Value {
        self.said.get(step).unwrap_or(&Value::Null)
    }

    /// Values by node, of the last round.
    pub(super) fn values(&self, step: &str) -> Result<Vec<f64>, VersusError> {
        let path = self.folder.join(format!("{step}.f64"));
        let bytes = fs::read(&path).map_err(VersusError::file(&path))?;
        Ok(bytes.as_chunks::<8>().0.iter().copied().map(f64::from_le_bytes).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_medians_and_peaks_the_most() {
        let mut told = Told::new(Path::new("/t"));
        for (wall, peak) in [(3.0, 5), (1.0, 9), (2.0, 7)] {
            let line =
                format!(r#"{{"step":"load","wall":{wall},"cpu":1.5,"peak":{peak},"said":{{"ties":4}}}}"#);
            told.take(&format!("{{\"version\":\"peer 2\"}}\n{line}\n")).unwrap();
        }
        assert_eq!(told.version, "peer 2");
        assert_eq!(told.cost("load"), Some(Cost { wall_seconds: 2.0, cpu_seconds: 1.5, peak_bytes: 9 }));
        assert_eq!(told.said("load")["ties"], 4);
        assert_eq!(told.cost("leiden"), None);
        assert!(told.take("no JSON").is_err() && told.take("{\"step\":\"load\"}").is_err());
    }
}
