//! Synthetic landscapes, skies, textures and letters. Nothing else is ever drawn here.

use crate::canvas::Canvas;
use crate::letter;
use crate::seeded::Seeded;

/// A square tile of fractal noise that joins at its edges; the stuff of which all scenes are made.
///
/// Making one costs some 10 ms a megapixel; sampling it is cheap, so one serves thousands of pictures.
#[derive(Clone, Debug)]
pub struct Ground {
    side: usize,
    heights: Vec<u16>,
}

impl Ground {
    /// Makes a tile of `1 << side_bits` pixels a side.
    pub fn new(seed: u64, side_bits: u32) -> Self {
        let side = 1_usize << side_bits;
        let mut sum = vec![0_f32; side * side];
        let mut strength = 1.0;
        for octave in 2..side_bits {
            let period = 1_usize << octave;
            let mut numbers = Seeded::of(seed, "ground", octave as usize);
            let lattice: Vec<f32> = (0..period * period).map(|_| numbers.between(-1.0, 1.0)).collect();
            let cell = side / period;
            for (y, row) in sum.chunks_exact_mut(side).enumerate() {
                let (top, bottom) = (y / cell * period, (y / cell + 1) % period * period);
                let down = smooth((y % cell) as f32 / cell as f32);
                for (x, value) in row.iter_mut().enumerate() {
                    let (left, right) = (x / cell, (x / cell + 1) % period);
                    let across = smooth((x % cell) as f32 / cell as f32);
                    let above = mix(lattice[top + left], lattice[top + right], across);
                    let below = mix(lattice[bottom + left], lattice[bottom + right], across);
                    *value += strength * mix(above, below, down);
                }
            }
            strength *= 0.55;
        }
        let heights = sum.iter().map(|v| ((v * 0.36 + 0.5).clamp(0.0, 1.0) * 65535.0) as u16).collect();
        Self { side, heights }
    }

    /// Height between 0 and 1 at a point, in tiles; any point will do.
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x * self.side as f32, y * self.side as f32);
        let (column, row) = (whole(x), whole(y));
        let (across, down) = (x - column as f32, y - row as f32);
        // The side is a power of two, so that the mask wraps numbers below 0 too.
        let mask = self.side - 1;
        let (left, top) = (column as usize & mask, row as usize & mask);
        let (right, bottom) = ((left + 1) & mask, (top + 1) & mask);
        let height = |column, row| f32::from(self.heights[row * self.side + column]);
        let above = mix(height(left, top), height(right, top), across);
        let below = mix(height(left, bottom), height(right, bottom), across);
        mix(above, below, down) / 65535.0
    }
}

/// The next whole number downwards. `f32::floor` is a call into a library on plain x86-64.
fn whole(t: f32) -> i32 {
    t as i32 - i32::from(t < 0.0)
}

fn smooth(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// What a scene shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Ridges under a sky.
    Landscape,
    /// Clouds.
    Sky,
    /// A warped surface in two colours.
    Texture,
    /// Letters of the alphabet on a mottled sheet.
    Letters,
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 4] = [Self::Landscape, Self::Sky, Self::Texture, Self::Letters];
}

/// Longest side at which a scene is painted; larger ones are painted at a half or a quarter and enlarged.
const PAINTED_MAX: usize = 480;

/// Paints the scene that belongs to these numbers. The same numbers give nearly the same scene at every size.
pub fn scene(ground: &Ground, subject: Subject, mut numbers: Seeded, width: usize, height: usize) -> Canvas {
    let grain = Grain(numbers.next() as u32 | 1);
    let times = width.max(height).div_ceil(PAINTED_MAX).min(4);
    let sketch = sketch(ground, subject, numbers, width.div_ceil(times), height.div_ceil(times));
    enlarged(&sketch, times, width, height, grain)
}

fn sketch(ground: &Ground, subject: Subject, mut numbers: Seeded, width: usize, height: usize) -> Canvas {
    let (ox, oy) = (numbers.unit() * 64.0, numbers.unit() * 64.0);
    let scale = numbers.between(0.5, 0.9) / width.max(height) as f32;
    let colours = Colours::of(&mut numbers);
    let ridges = [numbers.between(0.2, 0.45), numbers.between(0.4, 0.65), numbers.between(0.6, 0.85)];
    let text = letter::line(&mut numbers);
    let (sin, cos) = (numbers.unit() * std::f32::consts::TAU).sin_cos();
    let outline: Vec<[f32; 3]> = (0..width)
        .map(|x| {
            let along = ox + x as f32 * scale;
            [0, 1, 2].map(|i| ridges[i] + 0.5 * (ground.at(along, oy + 7.3 * i as f32) - 0.5))
        })
        .collect();
    Canvas::painted(width, height, |x, y| {
        let (u, v) = (ox + x as f32 * scale, oy + y as f32 * scale);
        let down = y as f32 / height as f32;
        let (colour, shade) = match subject {
            Subject::Landscape => {
                let layer = outline[x].iter().filter(|edge| down > **edge).count();
                let reach = 1.0 + 0.35 * layer as f32;
                (colours.layer(layer, down), ground.at(u * reach + 3.0 * layer as f32, v * reach))
            }
            Subject::Sky => {
                let cloud = ground.at(u + 0.2 * ground.at(v, u), v);
                (colours.ramp(smooth(((cloud - 0.3) * 2.2).clamp(0.0, 1.0))), cloud)
            }
            Subject::Texture => {
                let warp = ground.at(u * cos - v * sin, u * sin + v * cos);
                let wave = ground.at(u + warp, v - warp);
                (colours.ramp(wave), warp)
            }
            Subject::Letters => {
                let sheet = ground.at(u, v);
                let ink = letter::inked(&text, x as f32 / width as f32, down, sheet);
                (if ink { colours.ink } else { colours.ramp(sheet) }, sheet)
            }
        };
        let light = 0.35 + 1.3 * shade;
        colour.map(|c| (c * light).clamp(0.0, 255.0) as u8)
    })
}

/// Makes a sketch so many times larger, smoothly, and lays grain over it.
fn enlarged(sketch: &Canvas, times: usize, width: usize, height: usize, mut grain: Grain) -> Canvas {
    let mut line = vec![[0_f32; 3]; sketch.width + 1];
    let mut rgb = Vec::with_capacity(3 * width * height);
    for y in 0..height {
        let (above, down) = (y / times, (y % times) as f32 / times as f32);
        let below = (above + 1).min(sketch.height - 1);
        for (x, point) in line.iter_mut().enumerate() {
            let column = x.min(sketch.width - 1);
            let (a, b) = (sketch.at(column, above), sketch.at(column, below));
            *point = [0, 1, 2].map(|i| mix(f32::from(a[i]), f32::from(b[i]), down));
        }
        for (x, pair) in line.windows(2).enumerate() {
            for step in 0..times.min(width - (x * times).min(width)) {
                let across = step as f32 / times as f32;
                let grains = grain.next();
                rgb.extend([0, 1, 2].map(|i| (mix(pair[0][i], pair[1][i], across) + grains[i]) as u8));
            }
        }
    }
    Canvas { width, height, rgb }
}

/// Sensor-like grain: cheap, and different for each pixel.
struct Grain(u32);

impl Grain {
    /// Three numbers between -4 and 4.
    fn next(&mut self) -> [f32; 3] {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        [24, 16, 8].map(|shift| (self.0 >> shift & 0xff) as f32 / 32.0 - 4.0)
    }
}

struct Colours {
    sky: [f32; 3],
    land: [[f32; 3]; 3],
    ink: [f32; 3],
}

impl Colours {
    fn of(numbers: &mut Seeded) -> Self {
        let mut colour = |low, high| [0; 3].map(|_| numbers.between(low, high));
        Self {
            sky: colour(140.0, 230.0),
            land: [colour(70.0, 190.0), colour(50.0, 150.0), colour(30.0, 120.0)],
            ink: colour(0.0, 60.0),
        }
    }

    fn layer(&self, layer: usize, down: f32) -> [f32; 3] {
        match layer {
            0 => self.sky.map(|c| c * (0.8 + 0.3 * down)),
            n => self.land[n.min(3) - 1],
        }
    }

    fn ramp(&self, t: f32) -> [f32; 3] {
        [0, 1, 2].map(|i| mix(self.land[0][i], self.sky[i], t))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tile_joins_at_its_edges() {
        let ground = Ground::new(1, 6);
        assert!((ground.at(0.999_99, 0.3) - ground.at(0.0, 0.3)).abs() < 0.01);
        assert!((ground.at(5.25, -2.75) - ground.at(0.25, 0.25)).abs() < 1e-3);
        let (low, high) = ground.heights.iter().fold((u16::MAX, 0), |(l, h), v| (l.min(*v), h.max(*v)));
        assert!(high - low > 20_000, "the ground is not flat: {low} to {high}");
    }

    #[test]
    fn same_numbers_same_scene() {
        let ground = Ground::new(1, 6);
        for subject in Subject::ALL {
            let paint = |seed| scene(&ground, subject, Seeded::new(seed), 40, 30);
            assert_eq!(paint(5), paint(5));
            assert_ne!(paint(5), paint(6));
            let large = scene(&ground, subject, Seeded::new(5), 1001, 703);
            assert_eq!((large.rgb.len(), large.width), (3 * 1001 * 703, 1001));
        }
    }
}
