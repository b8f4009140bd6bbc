//! Members and interactions become roles, standing, key players and leads by country, each with reasons.
//!
//! Must never know: carrier formats, law, whom to pursue.
