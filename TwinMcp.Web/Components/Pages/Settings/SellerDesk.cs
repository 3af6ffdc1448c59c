using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Components.Pages.Settings;

/// <summary>What the company's page works with, for the one who is signed in.</summary>
internal sealed class SellerDesk(SellerQueries queries, SellerService service, SellerPreviewLinks previews, CurrentActor actors)
{
    public SellerQueries Queries => queries;

    public SellerService Service => service;

    public SellerPreviewLinks Previews => previews;

    public CurrentActor Actors => actors;
}
