using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing.Selling;

namespace TwinMcp.Web.Components.Pages.Settings;

/// <summary>What is typed, against what was seen; which fields are wrong.</summary>
public sealed class SellerForm(SellerView seen, bool isReadOnly)
{
    IReadOnlySet<string> wrong = new HashSet<string>();

    public event Action? Changed;

    public SellerView Seen { get; private set; } = seen;

    public EditSeller Edit { get; private set; } = seen.Profile;

    public bool IsReadOnly => isReadOnly;

    public bool IsDirty => Edit.Differences(Seen.Profile).Any(d => (d.Mine as string ?? "") != (d.Other as string ?? "") || d.Mine is not (null or string));

    public EditAddress Address => Edit.Address ?? new EditAddress();

    public void Set(EditSeller edit)
    {
        Edit = edit;
        Changed?.Invoke();
    }

    public bool IsWrong(string field) => wrong.Contains(field);

    /// <summary>Null: nothing is wrong.</summary>
    public void Mark(BillingError? error) => wrong = error?.Fields?.Keys.ToHashSet() ?? [];

    /// <summary>Somebody saved, or this person did: what is typed stays unless it is to be dropped.</summary>
    public void See(SellerView seen, bool keepsEdit)
    {
        Seen = seen;
        if (!keepsEdit)
            Edit = seen.Profile;
        Mark(null);
    }
}
