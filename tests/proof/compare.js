// Two pictures of a page as data: addresses, and how far the channels of a pixel may be apart. Calls back with what differs.
const [one, other, tolerance, done] = arguments;
const pixels = async (address) => {
	const image = new Image();
	image.src = address;
	await image.decode();
	const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), context = canvas.getContext('2d');
	context.drawImage(image, 0, 0);
	return context.getImageData(0, 0, canvas.width, canvas.height);
};
Promise.all([pixels(one), pixels(other)]).then(([a, b]) => {
	let differ = 0, ink = 0;
	if (a.width === b.width && a.height === b.height)
		for (let i = 0; i < a.data.length; i += 4) {
			const apart = Math.max(...[0, 1, 2].map((k) => Math.abs(a.data[i + k] - b.data[i + k])));
			differ += apart > tolerance;
			ink += Math.min(a.data[i], a.data[i + 1], a.data[i + 2]) < 250;
		}
	done({ sizes: [a.width, a.height, b.width, b.height], pixels: a.width * a.height, differ, ink });
}, (error) => done({ error: String(error) }));
