using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace TwinMcp.Core.Documents.Import;

/// <summary>
/// The streams of one PDF, unpacked within a budget: five megabytes of deflate can be five gigabytes. Each stream is counted before it
/// is unpacked; other packings than deflate are for pictures and old files, and an invoice's XML is not behind them.
/// </summary>
sealed class PdfUnpacking : IFilterProvider
{
    readonly BoundedFlate flate = new();

    /// <summary>True once a stream was too large: the parser may have swallowed the refusal.</summary>
    public bool IsOverBudget => flate.IsOverBudget;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => [.. DefaultFilterProvider.Instance.GetFilters(dictionary).Select(Bounded)];

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => [.. DefaultFilterProvider.Instance.GetNamedFilters(names).Select(Bounded)];

    public IReadOnlyList<IFilter> GetAllFilters() => [flate];

    IFilter Bounded(IFilter filter) => filter is FlateFilter ? flate : throw new ImportException("The PDF's XML is packed otherwise than with deflate.");

    sealed class BoundedFlate : IFilter
    {
        /// <summary>zlib's header.</summary>
        const int HeaderBytes = 2;

        readonly FlateFilter inner = new();
        long unpacked;

        public bool IsSupported => true;

        public bool IsOverBudget => unpacked > ImportLimits.UnpackedBytes;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            Count(input);
            if (IsOverBudget || Widths(streamDictionary).Any(w => w > ImportLimits.UnpackedBytes))
            {
                unpacked = long.MaxValue;
                throw new ImportException("The PDF unpacks to more than is read.");
            }
            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        /// <summary>Stops at the budget.</summary>
        void Count(Memory<byte> input)
        {
            if (input.Length <= HeaderBytes || IsOverBudget)
                return;
            using var deflate = new DeflateStream(new MemoryStream(input[HeaderBytes..].ToArray(), writable: false), CompressionMode.Decompress);
            var buffer = new byte[81_920];
            try
            {
                while (!IsOverBudget && deflate.Read(buffer) is > 0 and var read)
                    unpacked += read;
            }
            catch (InvalidDataException)
            {
                throw new ImportException("The PDF is broken: a stream in it cannot be unpacked.");
            }
        }

        /// <summary>A predictor's row is allocated as wide as the file says.</summary>
        static IEnumerable<long> Widths(DictionaryToken dictionary)
        {
            IEnumerable<IToken> parameters = dictionary.Data.TryGetValue("DecodeParms", out var given) || dictionary.Data.TryGetValue("DP", out given)
                ? given is ArrayToken array ? array.Data : [given]
                : [];
            foreach (var parameter in parameters.OfType<DictionaryToken>())
                yield return Number(parameter, "Columns") * Number(parameter, "Colors") * Number(parameter, "BitsPerComponent");
        }

        static long Number(DictionaryToken dictionary, string name) =>
            dictionary.Data.TryGetValue(name, out var token) && token is NumericToken number ? Math.Clamp(number.Long, 1, int.MaxValue / 1024) : 1;
    }
}
