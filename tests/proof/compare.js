// Draws an SVG page `times` times as fine as wanted, averages it and the picture of the same page in the PDF down, and counts the pixels
// that are more than `tolerance` (of 255) apart. Averaging, since the two programs put glyphs on different fractions of a pixel.
// `shift` moves the SVG to the right, in points, to see that this is noticed.
const [svg, png, dpi, times, tolerance, shift, done] = arguments;
const load = async (address) => {
	const image = new Image();
	image.src = address;
	await image.decode();
	return image;
};
const average = (image, width, height, x, y, w0, h0) => {
	const canvas = new OffscreenCanvas(width, height), context = canvas.getContext('2d', { willReadFrequently: true });
	context.fillStyle = '#fff';
	context.fillRect(0, 0, width, height);
	context.drawImage(image, x, y, w0, h0);
	const data = context.getImageData(0, 0, width, height).data;
	const w = Math.floor(width / times), h = Math.floor(height / times), sums = new Uint32Array(w * h * 3);
	for (let y = 0; y < h * times; y++)
		for (let x = 0, from = y * width * 4, row = Math.floor(y / times) * w; x < w; x++)
			for (let k = 0, to = (row + x) * 3; k < times; k++, from += 4) {
				sums[to] += data[from];
				sums[to + 1] += data[from + 1];
				sums[to + 2] += data[from + 2];
			}
	return sums;
};
(async () => {
	const wanted = await load(png), width = wanted.naturalWidth, height = wanted.naturalHeight;
	const page = await load(URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })));
	const [, , w, h] = /viewBox="([^"]*)"/.exec(svg)[1].split(' ').map((points) => points * dpi * times / 72);
	const a = average(page, width, height, shift * dpi * times / 72, 0, w, h), b = average(wanted, width, height, 0, 0, width, height);
	const limit = tolerance * times * times;
	let differ = 0, ink = 0;
	for (let i = 0; i < a.length; i += 3) {
		differ += [0, 1, 2].some((k) => Math.abs(a[i + k] - b[i + k]) > limit);
		ink += Math.min(b[i], b[i + 1], b[i + 2]) < 250 * times * times;
	}
	return { size: [[w, h].map(Math.ceil), [width, height]], pixels: a.length / 3, differ, ink };
})().then(done, (error) => done({ error: String(error) }));
