namespace TwinMcp.Tests.Architecture;

/// <summary>
/// Who may import whom inside Core (house.md 2). Strictly downward: a feature uses lower layers and never a neighbour, except that
/// neighbours of the lowest layer may use each other as long as they form no circle.
/// </summary>
/// <param name="root">The namespace in front of the features: TwinMcp.Core.</param>
sealed class LayerRules(string root)
{
    /// <summary>Lowest first. A feature is a folder; Security's folders are features of their own.</summary>
    static readonly string[][] Layers =
    [
        ["Common", "Security.*", "Caching", "Outbox", "Webhooks", "Data"],
        ["Tax"],
        ["Customers", "Pricing", "Catalog", "Documents"],
        ["Usage", "Subscriptions", "Credits", "Payments", "Alerts"],
        ["Invoicing"],
        ["Email"],
        ["Privacy"],
    ];

    /// <summary>
    /// Data is at the bottom as a target and knows every entity as a source: the DbContext and the migrations put the model together.
    /// That opens no back door, because using one of its DbSets counts as using the entity.
    /// </summary>
    const string Data = "Data";

    /// <summary>Services and queries, the steps they are made of (InvoiceIssuing, BillingRun), hand-written SQL, and what registers them.</summary>
    static readonly string[] MayUseData = ["Service", "Queries", "Mapping", "Verifier", "Setup", "ing", "Ingestion", "Run", "Sql", "Store", "Dispatcher", "Documents"];

    public IEnumerable<string> Upward(IEnumerable<TypeUse> uses) =>
        from use in Inside(uses)
        let fromLayer = LayerOf(use.FromFeature)
        let toLayer = LayerOf(use.ToFeature)
        where use.FromFeature != use.ToFeature && use.FromFeature != Data && fromLayer is not null && toLayer is not null
        where fromLayer < toLayer || (fromLayer == toLayer && fromLayer != 0)
        select $"{use.Use}: {use.FromFeature} (L{fromLayer}) may not use {use.ToFeature} (L{toLayer})";

    public IEnumerable<string> Circles(IEnumerable<TypeUse> uses)
    {
        var edges = Inside(uses)
            .Where(u => u.FromFeature != u.ToFeature && u.FromFeature != Data && u.ToFeature != Data)
            .ToLookup(u => u.FromFeature, u => u.ToFeature);
        return edges.Select(e => e.Key).Where(start => Reachable(edges, start).Contains(start)).Order(StringComparer.Ordinal)
            .Select(f => $"{f} uses itself through its neighbours");
    }

    /// <summary>Entities, calculators and the rest get their data handed in.</summary>
    public IEnumerable<string> DataUsers(IEnumerable<TypeUse> uses) =>
        from use in Inside(uses)
        where use.ToFeature == Data && use.FromFeature != Data
        where !MayUseData.Any(suffix => PlainName(use.Use.From).EndsWith(suffix, StringComparison.Ordinal))
        select $"{use.Use}: only types named *{string.Join(", *", MayUseData)} use Data";

    /// <summary>Features that nobody has given a layer yet.</summary>
    public IEnumerable<string> Unlisted(IEnumerable<TypeUse> uses) =>
        Inside(uses).Select(u => u.FromFeature).Distinct().Where(f => LayerOf(f) is null).Select(f => $"{root}.{f} stands in no layer: add it to LayerRules");

    static int? LayerOf(string feature)
    {
        var layer = Array.FindIndex(Layers, l => l.Contains(feature) || (feature.StartsWith("Security.", StringComparison.Ordinal) && l.Contains("Security.*")));
        return layer < 0 ? null : layer;
    }

    static HashSet<string> Reachable(ILookup<string, string> edges, string start)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(edges[start]);
        while (open.TryPop(out var next))
            if (reached.Add(next))
                foreach (var further in edges[next])
                    open.Push(further);
        return reached;
    }

    static string PlainName(TypeName type) => type.Name.Split('`')[0];

    IEnumerable<(TypeUse Use, string FromFeature, string ToFeature)> Inside(IEnumerable<TypeUse> uses) =>
        from use in uses
        let fromFeature = FeatureOf(use.From)
        let toFeature = FeatureOf(use.To)
        // what stands in the root itself (CoreSetup) puts the features together
        where fromFeature is not null && (toFeature is not null || LayerOf(fromFeature) is null)
        select (use, fromFeature, toFeature ?? "");

    /// <summary>"Invoicing", "Security.Audit"; null outside the features.</summary>
    string? FeatureOf(TypeName type)
    {
        if (!type.Namespace.StartsWith(root + ".", StringComparison.Ordinal))
            return null;
        var folders = type.Namespace[(root.Length + 1)..].Split('.');
        return folders[0] == "Security" && folders.Length > 1 ? $"Security.{folders[1]}" : folders[0];
    }
}
