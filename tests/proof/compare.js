// Two pictures of a page as data: addresses, `times` as fine as wanted, and how far the channels of a pixel may be apart. Both are
// averaged down, since the programs that drew them put glyphs on different fractions of a pixel. Calls back with what differs.
const [one, other, times, tolerance, done] = arguments;
const pixels = async (address) => {
	const image = new Image();
	image.src = address;
	await image.decode();
	const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), context = canvas.getContext('2d');
	context.drawImage(image, 0, 0);
	const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
	const w = Math.floor(width / times), h = Math.floor(height / times), sums = new Uint32Array(w * h * 3);
	for (let y = 0; y < h * times; y++)
		for (let x = 0; x < w * times; x++) {
			const from = (y * width + x) * 4, to = (Math.floor(y / times) * w + Math.floor(x / times)) * 3;
			sums[to] += data[from];
			sums[to + 1] += data[from + 1];
			sums[to + 2] += data[from + 2];
		}
	return { width, height, sums };
};
Promise.all([pixels(one), pixels(other)]).then(([a, b]) => {
	const limit = tolerance * times * times, size = [a.width, a.height, b.width, b.height];
	let differ = 0, ink = 0;
	if (a.width !== b.width || a.height !== b.height)
		return done({ size, pixels: 1, differ: 1, ink: 0 });
	for (let i = 0; i < a.sums.length; i += 3) {
		differ += [0, 1, 2].some((k) => Math.abs(a.sums[i + k] - b.sums[i + k]) > limit);
		ink += Math.min(a.sums[i], a.sums[i + 1], a.sums[i + 2]) < 250 * times * times;
	}
	return done({ size, pixels: a.sums.length / 3, differ, ink });
}).catch((error) => done({ error: String(error) }));
